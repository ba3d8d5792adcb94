// kind: lists
#include <array>

#include "worker.h"

using Bytes = std::vector<int64_t>;  // ints of any size, as the Python program's lists hold

static int64_t twice(int64_t x) {
  x <<= 1;
  return x & 0x100 ? (x ^ 0x11B) & 0xFF : x;
}

static int64_t multiply(int64_t a, int64_t b) {
  int64_t out = 0;
  for (; b; b >>= 1) {
    if (b & 1) out ^= a;
    a = twice(a);
  }
  return out;
}

static Bytes substitution() {
  Bytes inverse(256, 0), power(256, 1), out;
  for (int k = 1; k < 256; k++) power[k] = multiply(power[k - 1], 3);
  for (int k = 0; k < 255; k++) inverse[power[k]] = power[(255 - k) % 255];
  for (int x = 0; x < 256; x++) {
    int64_t b = inverse[x], y = 0x63;
    for (int turn = 0; turn < 5; turn++) y ^= (b << turn | b >> (8 - turn)) & 0xFF;
    out.push_back(y);
  }
  return out;
}

struct Cipher {
  Bytes box = substitution(), doubled;
  std::vector<Bytes> rounds;

  explicit Cipher(const Bytes &key) {
    for (int x = 0; x < 256; x++) doubled.push_back(twice(x));
    std::vector<Bytes> words;
    for (int i = 0; i < 16; i += 4) words.emplace_back(key.begin() + i, key.begin() + i + 4);
    int64_t constant = 1;
    for (int i = 4; i < 44; i++) {
      Bytes word = words[i - 1];
      if (i % 4 == 0) {
        word = {box[word[1]], box[word[2]], box[word[3]], box[word[0]]};
        word[0] ^= constant;
        constant = twice(constant);
      }
      for (int k = 0; k < 4; k++) word[k] ^= words[i - 4][k];
      words.push_back(word);
    }
    for (int i = 0; i < 44; i += 4) {
      Bytes round;
      for (int k = i; k < i + 4; k++) round.insert(round.end(), words[k].begin(), words[k].end());
      rounds.push_back(round);
    }
  }
  Bytes encrypt(const Bytes &block) const {
    Bytes state(16);
    for (int i = 0; i < 16; i++) state[i] = block[i] ^ rounds[0][i];
    for (int number = 1; number < 10; number++) {
      state = shift(state);
      for (int64_t &b : state) b = box[b];
      state = mix(state);
      for (int i = 0; i < 16; i++) state[i] ^= rounds[number][i];
    }
    state = shift(state);
    for (int i = 0; i < 16; i++) state[i] = box[state[i]] ^ rounds[10][i];
    return state;
  }
  static Bytes shift(const Bytes &s) {
    Bytes out(16);
    for (int i = 0; i < 16; i++) out[i] = s[(i + 4 * (i % 4)) % 16];
    return out;
  }
  Bytes mix(const Bytes &s) const {
    Bytes out(16);
    for (int i = 0; i < 16; i += 4) {
      int64_t a = s[i], b = s[i + 1], c = s[i + 2], d = s[i + 3], every = a ^ b ^ c ^ d;
      out[i] = a ^ every ^ doubled[a ^ b];
      out[i + 1] = b ^ every ^ doubled[b ^ c];
      out[i + 2] = c ^ every ^ doubled[c ^ d];
      out[i + 3] = d ^ every ^ doubled[d ^ a];
    }
    return out;
  }
};

struct Counter {
  Bytes value;
  Bytes next() {
    Bytes out = value;
    for (int i = 15; i >= 0; i--) {
      value[i] = (value[i] + 1) & 0xFF;
      if (value[i]) break;
    }
    return out;
  }
};

static Bytes crypt(const Cipher &cipher, const Bytes &start, const Bytes &data) {
  Counter counter{start};
  Bytes out;
  for (size_t i = 0; i < data.size(); i += 16) {
    Bytes pad = cipher.encrypt(counter.next());
    for (size_t k = i; k < std::min(i + 16, data.size()); k++) out.push_back(data[k] ^ pad[k - i]);
  }
  return out;
}

static Bytes from_hex(const std::string &text) {
  Bytes out;
  for (size_t i = 0; i < text.size(); i += 2) out.push_back(std::stoi(text.substr(i, 2), nullptr, 16));
  return out;
}

std::string run(int64_t n) {
  Cipher cipher(from_hex("2b7e151628aed2a6abf7158809cf4f3c"));
  Bytes start = from_hex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"), plain = from_hex("6bc1bee22e409f96e93d7e117393172a");
  for (int64_t i = 0; i < 16 * n; i++) plain.push_back(i * 7 % 251);
  Bytes secret = crypt(cipher, start, plain);
  std::string first;
  for (int i = 0; i < 16; i++) {
    char digits[20];
    std::snprintf(digits, sizeof digits, "%02x", static_cast<unsigned>(secret[i]));
    first += digits;
  }
  int64_t a = 1, b = 0;
  for (int64_t x : secret) {
    a = (a + x) % 65521;
    b = (b + a) % 65521;
  }
  return "(" + repr(first) + ", " + tuple(a, b) + ", " + repr(crypt(cipher, start, secret) == plain) + ")";
}
