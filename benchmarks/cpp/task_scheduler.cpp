// kind: objects
#include <array>
#include <memory>

#include "worker.h"

enum { IDLE, WORK, DEVICE };

struct Board;

// Passed from hand to hand by plain pointers, as such kernels do; the board owns what was made.
struct Packet {
  Packet *link;
  int64_t owner, kind, datum = 0;
  std::vector<int64_t> data = {0, 0, 0, 0};

  Packet(Packet *link, int64_t owner, int64_t kind) : link(link), owner(owner), kind(kind) {}
  Packet *append_to(Packet *queue) {
    link = nullptr;
    if (!queue) return this;
    Packet *p = queue;
    while (p->link) p = p->link;
    p->link = this;
    return queue;
  }
};

struct Task {
  int64_t ident, priority;
  Packet *queue = nullptr;
  int64_t runs = 0;

  Task(int64_t ident, int64_t priority) : ident(ident), priority(priority) {}
  virtual ~Task() {
    while (Packet *p = take()) delete p;
  }
  virtual bool ready() const { return queue != nullptr; }
  Packet *take() {
    Packet *p = queue;
    if (p) {
      queue = p->link;
      p->link = nullptr;
    }
    return p;
  }
  void give(Packet *p) { queue = p->append_to(queue); }
  virtual int64_t run(Board &board) = 0;
};

struct Board {
  std::vector<std::unique_ptr<Task>> tasks;
  Board();
  Task *pick() {
    Task *best = tasks[0].get();
    for (const auto &t : tasks)
      if (t->ready() && t->priority > best->priority) best = t.get();
    return best;
  }
  int64_t schedule(int64_t n) {
    int64_t total = 0;
    for (int64_t i = 0; i < n; i++) total = (total + pick()->run(*this)) % 1000003;
    return total;
  }
};

struct Idle : Task {
  int64_t seed = 1;
  explicit Idle(int64_t ident) : Task(ident, 0) {}
  bool ready() const override { return true; }
  int64_t run(Board &board) override {
    runs++;
    if (seed & 1)
      seed = (seed >> 1) ^ 0xD008;
    else
      seed >>= 1;
    board.tasks[1 + seed % 2]->give(new Packet(nullptr, ident, WORK));
    return 1;
  }
};

struct Worker : Task {
  int64_t count = 0;
  explicit Worker(int64_t ident) : Task(ident, 10) {}
  int64_t run(Board &board) override {
    Packet *p = take();
    runs++;
    if (!p) return 0;
    int64_t sum = 0;
    for (int i = 0; i < 4; i++) {
      count = (count + 1) % 26;
      p->data[i] = 65 + count;
    }
    for (int64_t d : p->data) sum += d;
    p->datum = sum;
    p->kind = DEVICE;
    board.tasks[3]->give(p);
    return sum;
  }
};

struct Device : Task {
  int64_t total = 0;
  explicit Device(int64_t ident) : Task(ident, 20) {}
  int64_t run(Board &) override {
    std::unique_ptr<Packet> p(take());
    runs++;
    if (!p || p->kind != DEVICE) return 0;
    total = (total * 31 + p->datum) % 1000003;
    return total;
  }
};

Board::Board() {
  tasks.push_back(std::make_unique<Idle>(0));
  tasks.push_back(std::make_unique<Worker>(1));
  tasks.push_back(std::make_unique<Worker>(2));
  tasks.push_back(std::make_unique<Device>(3));
}

std::string run(int64_t n) {
  Board b;
  int64_t total = b.schedule(n * 20);
  std::vector<int64_t> runs;
  for (const auto &t : b.tasks) runs.push_back(t->runs);
  return tuple(total, runs);
}
