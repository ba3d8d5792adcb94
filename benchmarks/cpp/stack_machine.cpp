// kind: lists
#include "worker.h"

enum Op : int64_t { PUSH, ADD, MUL, MOD, DUP, LOAD, STORE, JUMP_LESS, SUB, HALT };
using Code = std::vector<std::pair<int64_t, int64_t>>;

struct Machine {
  Code code;
  std::vector<int64_t> stack, slots;
  int64_t steps = 0;

  int64_t pop() {
    int64_t x = stack.back();
    stack.pop_back();
    return x;
  }
  int64_t run() {
    int64_t pc = 0;
    while (true) {
      auto [op, arg] = code[pc];
      pc++;
      steps++;
      switch (op) {
        case PUSH: stack.push_back(arg); break;
        case ADD: { int64_t b = pop(); stack.back() += b; break; }
        case SUB: { int64_t b = pop(); stack.back() -= b; break; }
        case MUL: { int64_t b = pop(); stack.back() *= b; break; }
        case MOD: { int64_t b = pop(); stack.back() %= b; break; }  // nothing negative comes here
        case DUP: stack.push_back(stack.back()); break;
        case LOAD: stack.push_back(slots[arg]); break;
        case STORE: slots[arg] = pop(); break;
        case JUMP_LESS: {
          int64_t b = pop(), a = pop();
          if (a < b) pc = arg;
          break;
        }
        default: return stack.back();
      }
    }
  }
};

static Code program(int64_t n) {
  return {
      {PUSH, 0}, {STORE, 0}, {PUSH, 1}, {STORE, 1},
      {LOAD, 1}, {PUSH, 31}, {MUL, 0}, {LOAD, 0}, {ADD, 0}, {PUSH, 65521}, {MOD, 0}, {STORE, 1},
      {LOAD, 0}, {PUSH, 1}, {ADD, 0}, {DUP, 0}, {STORE, 0}, {PUSH, n}, {JUMP_LESS, 4},
      {LOAD, 1}, {HALT, 0},
  };
}

std::string run(int64_t n) {
  Machine m{program(n), {}, std::vector<int64_t>(4, 0)};
  int64_t result = m.run();
  return tuple(result, m.steps);
}
