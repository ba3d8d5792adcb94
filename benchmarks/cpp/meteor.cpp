// kind: lists
#include <algorithm>
#include <bit>
#include <set>

#include "worker.h"

constexpr int kWidth = 5, kHeight = 10, kCells = kWidth * kHeight;
constexpr int64_t kAll = (int64_t{1} << kCells) - 1;

enum { E, SE, SW, W, NW, NE };
using Piece = std::vector<int>;
static const std::vector<Piece> kPieces = {
    {E, E, E, SE}, {SE, SW, W, SW}, {W, W, SW, SE}, {E, E, SW, SE}, {NW, W, NW, SE, SW},
    {E, E, NE, W}, {NW, NE, NE, W}, {NE, SE, E, NE}, {SE, SE, E, SE}, {E, NW, NW, NW},
};

struct Place {
  int x, y;
  bool operator==(const Place &) const = default;
};

static Place step(Place at, int direction) {
  switch (direction) {
    case E: return {at.x + 1, at.y};
    case SE: return {at.x, at.y + 1};
    case SW: return {at.x - 1, at.y + 1};
    case W: return {at.x - 1, at.y};
    case NW: return {at.x, at.y - 1};
    default: return {at.x + 1, at.y - 1};
  }
}

static std::vector<Place> cells(const Piece &piece) {
  Place at{0, 0};
  std::vector<Place> out{at};
  for (int direction : piece) {
    at = step(at, direction);
    if (std::find(out.begin(), out.end(), at) == out.end()) out.push_back(at);
  }
  return out;
}

static Piece turned(const Piece &piece, int by) {
  Piece out;
  for (int d : piece) out.push_back((d + by) % 6);
  return out;
}

static Piece flipped(const Piece &piece) {
  Piece out;
  for (int d : piece) out.push_back((9 - d) % 6);
  return out;
}

static int64_t mask(const std::vector<Place> &shape, int x, int y) {
  int64_t out = 0;
  for (Place d : shape) {
    int row = y + d.y;
    if (row < 0 || row >= kHeight) return 0;
    int column = x + d.x + (row >> 1);
    if (column < 0 || column >= kWidth) return 0;
    out |= int64_t{1} << (row * kWidth + column);
  }
  return out;
}

static std::vector<int64_t> neighbours() {
  std::vector<int64_t> out;
  for (int cell = 0; cell < kCells; cell++) {
    int y = cell / kWidth, x = cell % kWidth - (y >> 1);
    int64_t near = 0;
    for (int direction = 0; direction < 6; direction++) near |= mask({step({x, y}, direction)}, 0, 0);
    out.push_back(near);
  }
  return out;
}

static const std::vector<int64_t> kNear = neighbours();

static int first_bit(int64_t x) { return std::countr_zero(static_cast<uint64_t>(x)); }

static bool has_island(int64_t filled) {
  int64_t free = kAll & ~filled;
  while (free) {
    int64_t group = free & -free;
    while (true) {
      int64_t grown = group;
      for (int64_t rest = group; rest; rest &= rest - 1) grown |= kNear[first_bit(rest)] & free;
      if (grown == group) break;
      group = grown;
    }
    free &= ~group;
    int size = 0;
    for (; group; group &= group - 1) size++;
    if (size % 5) return true;
  }
  return false;
}

using Places = std::vector<std::vector<std::vector<int64_t>>>;

static Places placements() {
  Places out(kCells, std::vector<std::vector<int64_t>>(kPieces.size()));
  for (size_t number = 0; number < kPieces.size(); number++) {
    std::set<int64_t> seen;
    for (const Piece &side : {kPieces[number], flipped(kPieces[number])}) {
      for (int by = 0; by < 6; by++) {
        std::vector<Place> shape = cells(turned(side, by));
        for (int y = 0; y < kHeight; y++) {
          for (int x = -(y >> 1); x < kWidth - (y >> 1); x++) {
            int64_t m = mask(shape, x, y);
            if (m && !seen.count(m) && !has_island(m)) {
              seen.insert(m);
              out[first_bit(m)][number].push_back(m);
            }
          }
        }
      }
    }
  }
  return out;
}

struct Search {
  int64_t limit;
  Places places = placements();
  std::vector<int64_t> chosen = std::vector<int64_t>(kPieces.size(), 0);
  std::vector<std::vector<int64_t>> found;
  int64_t tried = 0;

  explicit Search(int64_t limit) : limit(limit) {}

  void run(int64_t filled, int64_t used) {
    if (filled == kAll) {
      found.push_back(chosen);
      return;
    }
    const auto &here = places[first_bit(~filled)];
    for (size_t piece = 0; piece < here.size(); piece++) {
      if (used >> piece & 1) continue;
      for (int64_t m : here[piece]) {
        if (m & filled) continue;
        tried++;
        chosen[piece] = m;
        run(filled | m, used | int64_t{1} << piece);
        if (static_cast<int64_t>(found.size()) >= limit) return;
      }
    }
  }
};

static std::string text(const std::vector<int64_t> &solution) {
  std::string out;
  for (int cell = 0; cell < kCells; cell++)
    for (size_t piece = 0; piece < solution.size(); piece++)
      if (solution[piece] >> cell & 1) out += std::to_string(piece);
  return out;
}

std::string run(int64_t n) {
  Search search(n);
  search.run(0, 0);
  std::vector<std::string> texts;
  for (const auto &s : search.found) texts.push_back(text(s));
  auto [low, high] = std::minmax_element(texts.begin(), texts.end());
  return tuple(static_cast<int64_t>(texts.size()), search.tried, *low, *high);
}
