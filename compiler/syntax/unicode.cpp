#include "syntax/unicode.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <vector>

namespace krait::syntax {
namespace {

struct Range {
  uint32_t first;
  uint32_t last;
};
struct Decomposition {
  uint32_t code_point;
  uint16_t start;
  uint16_t size;
};
struct CombiningClass {
  uint32_t code_point;
  uint8_t value;
};
struct Composition {
  uint32_t first;
  uint32_t second;
  uint32_t composed;
};

#include "syntax_generated/unicode_tables.inc"

// Hangul syllables are composed by arithmetic (Unicode 3.12).
constexpr uint32_t kSyllableBase = 0xAC00, kLeadBase = 0x1100, kVowelBase = 0x1161, kTrailBase = 0x11A7;
constexpr uint32_t kLeadCount = 19, kVowelCount = 21, kTrailCount = 28;
constexpr uint32_t kSyllableCount = kLeadCount * kVowelCount * kTrailCount;

template <size_t n>
bool contains(const Range (&table)[n], uint32_t code_point) {
  const Range* found = std::upper_bound(std::begin(table), std::end(table), code_point,
                                        [](uint32_t value, const Range& range) { return value < range.first; });
  return found != std::begin(table) && code_point <= found[-1].last;
}

// What versions of Unicode after 12.1, that of Python 3.8, added, and with which Python they came. Decides over the
// generated tables, so that these may be older or newer than the target.
enum Property : uint8_t { kStart = 1, kContinue = 2, kShown = 4 };
struct Addition {
  uint32_t first;
  uint32_t last;
  uint8_t minor;  // of Python 3
  uint8_t properties;
};
constexpr Addition kAdditions[] = {
    {0x61D, 0x61D, 11, kShown},
    {0x870, 0x887, 11, kStart | kContinue | kShown},
    {0x888, 0x888, 11, kShown},
    {0x889, 0x88E, 11, kStart | kContinue | kShown},
    {0x898, 0x89F, 11, kContinue | kShown},
    {0x8B5, 0x8B5, 11, kStart | kContinue | kShown},
    {0x8BE, 0x8C7, 9, kStart | kContinue | kShown},
    {0x8C8, 0x8C9, 11, kStart | kContinue | kShown},
    {0x8CA, 0x8D2, 11, kContinue | kShown},
    {0xB55, 0xB55, 9, kContinue | kShown},
    {0xC3C, 0xC3C, 11, kContinue | kShown},
    {0xC5D, 0xC5D, 11, kStart | kContinue | kShown},
    {0xCDD, 0xCDD, 11, kStart | kContinue | kShown},
    {0xCF3, 0xCF3, 12, kContinue | kShown},
    {0xD04, 0xD04, 9, kStart | kContinue | kShown},
    {0xD81, 0xD81, 9, kContinue | kShown},
    {0xECE, 0xECE, 12, kContinue | kShown},
    {0x170D, 0x170D, 11, kStart | kContinue | kShown},
    {0x1715, 0x1715, 11, kContinue | kShown},
    {0x171F, 0x171F, 11, kStart | kContinue | kShown},
    {0x180F, 0x180F, 11, kContinue | kShown},
    {0x1ABF, 0x1AC0, 9, kContinue | kShown},
    {0x1AC1, 0x1ACE, 11, kContinue | kShown},
    {0x1B4C, 0x1B4C, 11, kStart | kContinue | kShown},
    {0x1B7D, 0x1B7E, 11, kShown},
    {0x1DFA, 0x1DFA, 11, kContinue | kShown},
    {0x200C, 0x200D, 13, kContinue},
    {0x20C0, 0x20C0, 11, kShown},
    {0x2B97, 0x2B97, 9, kShown},
    {0x2C2F, 0x2C2F, 11, kStart | kContinue | kShown},
    {0x2C5F, 0x2C5F, 11, kStart | kContinue | kShown},
    {0x2E50, 0x2E52, 9, kShown},
    {0x2E53, 0x2E5D, 11, kShown},
    {0x2FFC, 0x2FFF, 13, kShown},
    {0x30FB, 0x30FB, 13, kContinue},
    {0x31BB, 0x31BF, 9, kStart | kContinue | kShown},
    {0x31EF, 0x31EF, 13, kShown},
    {0x4DB6, 0x4DBF, 9, kStart | kContinue | kShown},
    {0x9FF0, 0x9FFC, 9, kStart | kContinue | kShown},
    {0x9FFD, 0x9FFF, 11, kStart | kContinue | kShown},
    {0xA7C0, 0xA7C1, 11, kStart | kContinue | kShown},
    {0xA7C7, 0xA7CA, 9, kStart | kContinue | kShown},
    {0xA7D0, 0xA7D1, 11, kStart | kContinue | kShown},
    {0xA7D3, 0xA7D3, 11, kStart | kContinue | kShown},
    {0xA7D5, 0xA7D9, 11, kStart | kContinue | kShown},
    {0xA7F2, 0xA7F4, 11, kStart | kContinue | kShown},
    {0xA7F5, 0xA7F6, 9, kStart | kContinue | kShown},
    {0xA82C, 0xA82C, 9, kContinue | kShown},
    {0xAB68, 0xAB69, 9, kStart | kContinue | kShown},
    {0xAB6A, 0xAB6B, 9, kShown},
    {0xFBC2, 0xFBC2, 11, kShown},
    {0xFD40, 0xFD4F, 11, kShown},
    {0xFDCF, 0xFDCF, 11, kShown},
    {0xFDFE, 0xFDFF, 11, kShown},
    {0xFF65, 0xFF65, 13, kContinue},
    {0x1019C, 0x1019C, 9, kShown},
    {0x10570, 0x1057A, 11, kStart | kContinue | kShown},
    {0x1057C, 0x1058A, 11, kStart | kContinue | kShown},
    {0x1058C, 0x10592, 11, kStart | kContinue | kShown},
    {0x10594, 0x10595, 11, kStart | kContinue | kShown},
    {0x10597, 0x105A1, 11, kStart | kContinue | kShown},
    {0x105A3, 0x105B1, 11, kStart | kContinue | kShown},
    {0x105B3, 0x105B9, 11, kStart | kContinue | kShown},
    {0x105BB, 0x105BC, 11, kStart | kContinue | kShown},
    {0x10780, 0x10785, 11, kStart | kContinue | kShown},
    {0x10787, 0x107B0, 11, kStart | kContinue | kShown},
    {0x107B2, 0x107BA, 11, kStart | kContinue | kShown},
    {0x10E80, 0x10EA9, 9, kStart | kContinue | kShown},
    {0x10EAB, 0x10EAC, 9, kContinue | kShown},
    {0x10EAD, 0x10EAD, 9, kShown},
    {0x10EB0, 0x10EB1, 9, kStart | kContinue | kShown},
    {0x10EFD, 0x10EFF, 12, kContinue | kShown},
    {0x10F70, 0x10F81, 11, kStart | kContinue | kShown},
    {0x10F82, 0x10F85, 11, kContinue | kShown},
    {0x10F86, 0x10F89, 11, kShown},
    {0x10FB0, 0x10FC4, 9, kStart | kContinue | kShown},
    {0x10FC5, 0x10FCB, 9, kShown},
    {0x11070, 0x11070, 11, kContinue | kShown},
    {0x11071, 0x11072, 11, kStart | kContinue | kShown},
    {0x11073, 0x11074, 11, kContinue | kShown},
    {0x11075, 0x11075, 11, kStart | kContinue | kShown},
    {0x110C2, 0x110C2, 11, kContinue | kShown},
    {0x11147, 0x11147, 9, kStart | kContinue | kShown},
    {0x111CE, 0x111CF, 9, kContinue | kShown},
    {0x1123F, 0x11240, 12, kStart | kContinue | kShown},
    {0x11241, 0x11241, 12, kContinue | kShown},
    {0x1145A, 0x1145A, 9, kShown},
    {0x11460, 0x11461, 9, kStart | kContinue | kShown},
    {0x116B9, 0x116B9, 11, kShown},
    {0x11740, 0x11746, 11, kStart | kContinue | kShown},
    {0x11900, 0x11906, 9, kStart | kContinue | kShown},
    {0x11909, 0x11909, 9, kStart | kContinue | kShown},
    {0x1190C, 0x11913, 9, kStart | kContinue | kShown},
    {0x11915, 0x11916, 9, kStart | kContinue | kShown},
    {0x11918, 0x1192F, 9, kStart | kContinue | kShown},
    {0x11930, 0x11935, 9, kContinue | kShown},
    {0x11937, 0x11938, 9, kContinue | kShown},
    {0x1193B, 0x1193E, 9, kContinue | kShown},
    {0x1193F, 0x1193F, 9, kStart | kContinue | kShown},
    {0x11940, 0x11940, 9, kContinue | kShown},
    {0x11941, 0x11941, 9, kStart | kContinue | kShown},
    {0x11942, 0x11943, 9, kContinue | kShown},
    {0x11944, 0x11946, 9, kShown},
    {0x11950, 0x11959, 9, kContinue | kShown},
    {0x11AB0, 0x11ABF, 11, kStart | kContinue | kShown},
    {0x11B00, 0x11B09, 12, kShown},
    {0x11F00, 0x11F01, 12, kContinue | kShown},
    {0x11F02, 0x11F02, 12, kStart | kContinue | kShown},
    {0x11F03, 0x11F03, 12, kContinue | kShown},
    {0x11F04, 0x11F10, 12, kStart | kContinue | kShown},
    {0x11F12, 0x11F33, 12, kStart | kContinue | kShown},
    {0x11F34, 0x11F3A, 12, kContinue | kShown},
    {0x11F3E, 0x11F42, 12, kContinue | kShown},
    {0x11F43, 0x11F4F, 12, kShown},
    {0x11F50, 0x11F59, 12, kContinue | kShown},
    {0x11FB0, 0x11FB0, 9, kStart | kContinue | kShown},
    {0x12F90, 0x12FF0, 11, kStart | kContinue | kShown},
    {0x12FF1, 0x12FF2, 11, kShown},
    {0x1342F, 0x1342F, 12, kStart | kContinue | kShown},
    {0x13440, 0x13440, 12, kContinue | kShown},
    {0x13441, 0x13446, 12, kStart | kContinue | kShown},
    {0x13447, 0x13455, 12, kContinue | kShown},
    {0x16A70, 0x16ABE, 11, kStart | kContinue | kShown},
    {0x16AC0, 0x16AC9, 11, kContinue | kShown},
    {0x16FE4, 0x16FE4, 9, kContinue | kShown},
    {0x16FF0, 0x16FF1, 9, kContinue | kShown},
    {0x18AF3, 0x18CD5, 9, kStart | kContinue | kShown},
    {0x18D00, 0x18D08, 9, kStart | kContinue | kShown},
    {0x1AFF0, 0x1AFF3, 11, kStart | kContinue | kShown},
    {0x1AFF5, 0x1AFFB, 11, kStart | kContinue | kShown},
    {0x1AFFD, 0x1AFFE, 11, kStart | kContinue | kShown},
    {0x1B11F, 0x1B122, 11, kStart | kContinue | kShown},
    {0x1B132, 0x1B132, 12, kStart | kContinue | kShown},
    {0x1B155, 0x1B155, 12, kStart | kContinue | kShown},
    {0x1CF00, 0x1CF2D, 11, kContinue | kShown},
    {0x1CF30, 0x1CF46, 11, kContinue | kShown},
    {0x1CF50, 0x1CFC3, 11, kShown},
    {0x1D1E9, 0x1D1EA, 11, kShown},
    {0x1D2C0, 0x1D2D3, 12, kShown},
    {0x1DF00, 0x1DF1E, 11, kStart | kContinue | kShown},
    {0x1DF25, 0x1DF2A, 12, kStart | kContinue | kShown},
    {0x1E030, 0x1E06D, 12, kStart | kContinue | kShown},
    {0x1E08F, 0x1E08F, 12, kContinue | kShown},
    {0x1E290, 0x1E2AD, 11, kStart | kContinue | kShown},
    {0x1E2AE, 0x1E2AE, 11, kContinue | kShown},
    {0x1E4D0, 0x1E4EB, 12, kStart | kContinue | kShown},
    {0x1E4EC, 0x1E4F9, 12, kContinue | kShown},
    {0x1E7E0, 0x1E7E6, 11, kStart | kContinue | kShown},
    {0x1E7E8, 0x1E7EB, 11, kStart | kContinue | kShown},
    {0x1E7ED, 0x1E7EE, 11, kStart | kContinue | kShown},
    {0x1E7F0, 0x1E7FE, 11, kStart | kContinue | kShown},
    {0x1F10D, 0x1F10F, 9, kShown},
    {0x1F16D, 0x1F16F, 9, kShown},
    {0x1F1AD, 0x1F1AD, 9, kShown},
    {0x1F6D6, 0x1F6D7, 9, kShown},
    {0x1F6DC, 0x1F6DC, 12, kShown},
    {0x1F6DD, 0x1F6DF, 11, kShown},
    {0x1F6FB, 0x1F6FC, 9, kShown},
    {0x1F774, 0x1F776, 12, kShown},
    {0x1F77B, 0x1F77F, 12, kShown},
    {0x1F7D9, 0x1F7D9, 12, kShown},
    {0x1F7F0, 0x1F7F0, 11, kShown},
    {0x1F8B0, 0x1F8B1, 9, kShown},
    {0x1F90C, 0x1F90C, 9, kShown},
    {0x1F972, 0x1F972, 9, kShown},
    {0x1F977, 0x1F978, 9, kShown},
    {0x1F979, 0x1F979, 11, kShown},
    {0x1F9A3, 0x1F9A4, 9, kShown},
    {0x1F9AB, 0x1F9AD, 9, kShown},
    {0x1F9CB, 0x1F9CB, 9, kShown},
    {0x1F9CC, 0x1F9CC, 11, kShown},
    {0x1FA74, 0x1FA74, 9, kShown},
    {0x1FA75, 0x1FA77, 12, kShown},
    {0x1FA7B, 0x1FA7C, 11, kShown},
    {0x1FA83, 0x1FA86, 9, kShown},
    {0x1FA87, 0x1FA88, 12, kShown},
    {0x1FA96, 0x1FAA8, 9, kShown},
    {0x1FAA9, 0x1FAAC, 11, kShown},
    {0x1FAAD, 0x1FAAF, 12, kShown},
    {0x1FAB0, 0x1FAB6, 9, kShown},
    {0x1FAB7, 0x1FABA, 11, kShown},
    {0x1FABB, 0x1FABD, 12, kShown},
    {0x1FABF, 0x1FABF, 12, kShown},
    {0x1FAC0, 0x1FAC2, 9, kShown},
    {0x1FAC3, 0x1FAC5, 11, kShown},
    {0x1FACE, 0x1FACF, 12, kShown},
    {0x1FAD0, 0x1FAD6, 9, kShown},
    {0x1FAD7, 0x1FAD9, 11, kShown},
    {0x1FADA, 0x1FADB, 12, kShown},
    {0x1FAE0, 0x1FAE7, 11, kShown},
    {0x1FAE8, 0x1FAE8, 12, kShown},
    {0x1FAF0, 0x1FAF6, 11, kShown},
    {0x1FAF7, 0x1FAF8, 12, kShown},
    {0x1FB00, 0x1FB92, 9, kShown},
    {0x1FB94, 0x1FBCA, 9, kShown},
    {0x1FBF0, 0x1FBF9, 9, kContinue | kShown},
    {0x2A6D7, 0x2A6DD, 9, kStart | kContinue | kShown},
    {0x2A6DE, 0x2A6DF, 11, kStart | kContinue | kShown},
    {0x2B735, 0x2B738, 11, kStart | kContinue | kShown},
    {0x2B739, 0x2B739, 12, kStart | kContinue | kShown},
    {0x2EBF0, 0x2EE5D, 13, kStart | kContinue | kShown},
    {0x30000, 0x3134A, 9, kStart | kContinue | kShown},
    {0x31350, 0x323AF, 12, kStart | kContinue | kShown},
};

template <size_t n>
bool has_property(const Range (&table)[n], Property property, uint32_t code_point, PythonVersion version) {
  const Addition* found =
      std::upper_bound(std::begin(kAdditions), std::end(kAdditions), code_point,
                       [](uint32_t value, const Addition& addition) { return value < addition.first; });
  if (found != std::begin(kAdditions) && code_point <= found[-1].last && (found[-1].properties & property) != 0)
    return version >= PythonVersion{3, found[-1].minor};
  return contains(table, code_point);
}

uint8_t combining_class(uint32_t code_point) {
  const CombiningClass* found =
      std::lower_bound(std::begin(kCombiningClasses), std::end(kCombiningClasses), code_point,
                       [](const CombiningClass& item, uint32_t value) { return item.code_point < value; });
  return found != std::end(kCombiningClasses) && found->code_point == code_point ? found->value : 0;
}

void decompose(uint32_t code_point, std::vector<uint32_t>& out) {
  uint32_t syllable = code_point - kSyllableBase;
  if (syllable < kSyllableCount) {
    out.push_back(kLeadBase + syllable / (kVowelCount * kTrailCount));
    out.push_back(kVowelBase + syllable / kTrailCount % kVowelCount);
    if (syllable % kTrailCount != 0) out.push_back(kTrailBase + syllable % kTrailCount);
    return;
  }
  const Decomposition* found =
      std::lower_bound(std::begin(kDecompositions), std::end(kDecompositions), code_point,
                       [](const Decomposition& item, uint32_t value) { return item.code_point < value; });
  if (found == std::end(kDecompositions) || found->code_point != code_point) {
    out.push_back(code_point);
    return;
  }
  out.insert(out.end(), kDecompositionPool + found->start, kDecompositionPool + found->start + found->size);
}

// 0 where the two do not compose.
uint32_t compose(uint32_t first, uint32_t second) {
  if (first - kLeadBase < kLeadCount && second - kVowelBase < kVowelCount)
    return kSyllableBase + ((first - kLeadBase) * kVowelCount + (second - kVowelBase)) * kTrailCount;
  if (first - kSyllableBase < kSyllableCount && (first - kSyllableBase) % kTrailCount == 0 && second > kTrailBase &&
      second - kTrailBase < kTrailCount)
    return first + (second - kTrailBase);
  const Composition* found = std::lower_bound(
      std::begin(kCompositions), std::end(kCompositions), std::pair(first, second),
      [](const Composition& item, const auto& value) { return std::pair(item.first, item.second) < value; });
  return found != std::end(kCompositions) && found->first == first && found->second == second ? found->composed : 0;
}

void order_marks(std::vector<uint32_t>& text) {
  for (size_t i = 0; i < text.size();) {
    if (combining_class(text[i]) == 0) {
      ++i;
      continue;
    }
    size_t run = i;
    while (i < text.size() && combining_class(text[i]) != 0) ++i;
    std::stable_sort(text.begin() + static_cast<std::ptrdiff_t>(run), text.begin() + static_cast<std::ptrdiff_t>(i),
                     [](uint32_t a, uint32_t b) { return combining_class(a) < combining_class(b); });
  }
}

void compose_all(std::vector<uint32_t>& text) {
  constexpr size_t kNoStarter = static_cast<size_t>(-1);
  size_t starter = kNoStarter;
  size_t to = 0;
  int last_class = -1;
  for (uint32_t code_point : text) {
    int current = combining_class(code_point);
    if (starter != kNoStarter && last_class < current) {
      if (uint32_t composed = compose(text[starter], code_point)) {
        text[starter] = composed;
        continue;
      }
    }
    if (current == 0) {
      starter = to;
      last_class = -1;
    } else {
      last_class = current;
    }
    text[to++] = code_point;
  }
  text.resize(to);
}

struct SyllableParts {
  std::string_view lead[kLeadCount] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                       "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
  std::string_view vowel[kVowelCount] = {"A",  "AE", "YA", "YAE", "EO", "E",  "YEO", "YE", "O",  "WA", "WAE",
                                         "OE", "YO", "U",  "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
  std::string_view trail[kTrailCount] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                         "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                         "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};
};

// Takes the longest entry that begins `text`.
template <size_t n>
uint32_t take_longest(const std::string_view (&table)[n], std::string_view& text) {
  uint32_t best = n;
  for (uint32_t i = 0; i < n; ++i) {
    if (text.starts_with(table[i]) && (best == n || table[i].size() > table[best].size())) best = i;
  }
  if (best != n) text.remove_prefix(table[best].size());
  return best;
}

int32_t syllable_by_name(std::string_view name) {
  static constexpr SyllableParts kParts;
  uint32_t lead = take_longest(kParts.lead, name);
  uint32_t vowel = take_longest(kParts.vowel, name);
  uint32_t trail = take_longest(kParts.trail, name);
  if (lead == kLeadCount || vowel == kVowelCount || trail == kTrailCount || !name.empty()) return -1;
  return static_cast<int32_t>(kSyllableBase + (lead * kVowelCount + vowel) * kTrailCount + trail);
}

int32_t ideograph_by_name(std::string_view digits) {
  if (digits.size() != 4 && digits.size() != 5) return -1;
  uint32_t code_point = 0;
  for (char c : digits) {
    if (c >= '0' && c <= '9') {
      code_point = code_point * 16 + static_cast<uint32_t>(c - '0');
    } else if (c >= 'A' && c <= 'F') {
      code_point = code_point * 16 + static_cast<uint32_t>(c - 'A' + 10);
    } else {
      return -1;
    }
  }
  return contains(kCjkIdeographs, code_point) ? static_cast<int32_t>(code_point) : -1;
}

}  // namespace

bool is_xid_start(uint32_t code_point, PythonVersion version) {
  return has_property(kXidStart, kStart, code_point, version);
}
bool is_xid_continue(uint32_t code_point, PythonVersion version) {
  return has_property(kXidContinue, kContinue, code_point, version);
}
bool is_printable(uint32_t code_point, PythonVersion version) {
  return has_property(kPrintable, kShown, code_point, version);
}

int32_t code_point_by_name(std::string_view name) {
  std::string upper(name);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  constexpr std::string_view kSyllable = "HANGUL SYLLABLE ", kIdeograph = "CJK UNIFIED IDEOGRAPH-";
  if (upper.starts_with(kSyllable)) return syllable_by_name(std::string_view(upper).substr(kSyllable.size()));
  if (upper.starts_with(kIdeograph)) return ideograph_by_name(std::string_view(upper).substr(kIdeograph.size()));
  uint64_t hash = 0xCBF29CE484222325U;
  for (char c : upper) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  const uint64_t* found = std::lower_bound(std::begin(kNameHashes), std::end(kNameHashes), hash);
  if (found == std::end(kNameHashes) || *found != hash) return -1;
  return static_cast<int32_t>(kNameCodePoints[found - kNameHashes]);
}

std::string normalize_nfkc(std::string_view text) {
  std::vector<uint32_t> code_points;
  const char* at = text.data();
  const char* end = at + text.size();
  while (at < end) {
    int32_t code_point = decode_utf8(at, end, true);
    if (code_point < 0) return std::string(text);
    decompose(static_cast<uint32_t>(code_point), code_points);
  }
  order_marks(code_points);
  compose_all(code_points);
  std::string out;
  for (uint32_t code_point : code_points) append_utf8(out, code_point);
  return out;
}

int32_t decode_utf8(const char*& at, const char* end, bool surrogates) {
  auto byte = [&](std::ptrdiff_t i) { return static_cast<uint32_t>(static_cast<unsigned char>(at[i])); };
  uint32_t lead = byte(0);
  if (lead < 0x80) {
    ++at;
    return static_cast<int32_t>(lead);
  }
  std::ptrdiff_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || end - at < size) return -1;
  uint32_t code_point = lead & (0xFFu >> (size + 1));
  for (std::ptrdiff_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return -1;
    code_point = code_point << 6 | (byte(i) & 0x3F);
  }
  static constexpr uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (code_point < kSmallest[size] || code_point > 0x10FFFF) return -1;
  if (!surrogates && code_point >= 0xD800 && code_point <= 0xDFFF) return -1;
  at += size;
  return static_cast<int32_t>(code_point);
}

void append_utf8(std::string& out, uint32_t c) {
  auto put = [&](uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F)), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
  }
}

}  // namespace krait::syntax
