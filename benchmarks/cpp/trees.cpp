// kind: objects
#include <memory>

#include "worker.h"

struct Node {
  std::unique_ptr<Node> left, right;

  int64_t check() const {
    int64_t total = 1;
    if (left) total += left->check();
    if (right) total += right->check();
    return total;
  }
};

static std::unique_ptr<Node> make(int64_t depth) {
  auto node = std::make_unique<Node>();
  if (depth > 0) {
    node->left = make(depth - 1);
    node->right = make(depth - 1);
  }
  return node;
}

std::string run(int64_t n) {
  std::unique_ptr<Node> kept = make(n);
  int64_t total = 0;
  for (int64_t depth = 4; depth < n; depth += 2)
    for (int64_t i = 0; i < int64_t{1} << (n - depth); i++) total += make(depth)->check();
  return tuple(total, kept->check());
}
