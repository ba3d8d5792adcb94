// kind: objects
#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include "worker.h"

enum { IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B };
enum { DEV, WORK };
constexpr int kBuffer = 4;

struct Packet {
  Packet *link;
  int64_t ident, kind, datum = 0;
  std::vector<int64_t> data;

  Packet(Packet *link, int64_t ident, int64_t kind) : link(link), ident(ident), kind(kind), data(kBuffer, 0) {}
  Packet *append_to(Packet *queue) {
    link = nullptr;
    if (!queue) return this;
    Packet *last = queue;
    while (last->link) last = last->link;
    last->link = this;
    return queue;
  }
};

struct Kernel;

struct Task {
  Kernel &kernel;
  int64_t ident, priority;
  Packet *queue;
  bool pending, waiting, held = false;

  Task(Kernel &kernel, int64_t ident, int64_t priority, Packet *queue)
      : kernel(kernel), ident(ident), priority(priority), queue(queue), pending(queue), waiting(!queue) {}
  virtual ~Task() = default;
  Task *add(Packet *packet, Task *current) {
    if (!queue) {
      queue = packet;
      pending = true;
      if (priority > current->priority) return this;
    } else {
      packet->append_to(queue);
    }
    return current;
  }
  bool blocked() const { return held || (!pending && waiting); }
  Packet *take() {
    Packet *packet = nullptr;
    if (pending && waiting) {
      packet = queue;
      if (packet) queue = packet->link;
      pending = queue != nullptr;
      waiting = false;
    }
    return packet;
  }
  virtual Task *run(Packet *packet) = 0;
};

struct Kernel {
  std::vector<std::unique_ptr<Packet>> packets;  // all there are: tasks pass plain pointers
  std::vector<std::unique_ptr<Task>> order;
  std::array<Task *, 6> table{};
  int64_t holds = 0, sent = 0;

  Packet *packet(Packet *link, int64_t ident, int64_t kind) {
    packets.push_back(std::make_unique<Packet>(link, ident, kind));
    return packets.back().get();
  }
  void install(std::unique_ptr<Task> task) {
    table[task->ident] = task.get();
    order.insert(order.begin(), std::move(task));
  }
  Task *find(int64_t ident) {
    Task *task = table[ident];
    if (!task) throw std::out_of_range("task");
    return task;
  }
  Task *hold(Task *task) {
    holds++;
    task->held = true;
    return after(task);
  }
  Task *release(int64_t ident) {
    Task *task = find(ident);
    task->held = false;
    return task;
  }
  Task *wait(Task *task) {
    task->waiting = true;
    return task;
  }
  Task *send(Task *sender, Packet *packet) {
    Task *target = find(packet->ident);
    sent++;
    packet->link = nullptr;
    packet->ident = sender->ident;
    return target->add(packet, sender);
  }
  Task *after(Task *task) {
    auto at = std::find_if(order.begin(), order.end(), [&](const auto &t) { return t.get() == task; }) + 1;
    return at < order.end() ? at->get() : nullptr;
  }
  void schedule() {
    Task *task = order[0].get();
    while (task) task = task->blocked() ? after(task) : task->run(task->take());
  }
};

struct Idle : Task {
  int64_t control = 1, count;
  Idle(Kernel &kernel, int64_t count) : Task(kernel, IDLE, 0, nullptr), count(count) { waiting = false; }
  Task *run(Packet *) override {
    if (--count == 0) return kernel.hold(this);
    if ((control & 1) == 0) {
      control /= 2;
      return kernel.release(DEVICE_A);
    }
    control = (control / 2) ^ 0xD008;
    return kernel.release(DEVICE_B);
  }
};

struct Worker : Task {
  int64_t destination = HANDLER_A, count = 0;
  Worker(Kernel &kernel, Packet *queue) : Task(kernel, WORKER, 1000, queue) {}
  Task *run(Packet *packet) override {
    if (!packet) return kernel.wait(this);
    destination = destination == HANDLER_A ? HANDLER_B : HANDLER_A;
    packet->ident = destination;
    packet->datum = 0;
    for (int i = 0; i < kBuffer; i++) {
      count = count % 26 + 1;
      packet->data[i] = 64 + count;
    }
    return kernel.send(this, packet);
  }
};

struct Handler : Task {
  Packet *work_in = nullptr, *device_in = nullptr;
  using Task::Task;
  Task *run(Packet *packet) override {
    if (packet) {
      Packet *&in = packet->kind == WORK ? work_in : device_in;
      in = packet->append_to(in);
    }
    if (Packet *work = work_in) {
      int64_t count = work->datum;
      if (count >= kBuffer) {
        work_in = work->link;
        return kernel.send(this, work);
      }
      if (Packet *device = device_in) {
        device_in = device->link;
        device->datum = work->data[count];
        work->datum = count + 1;
        return kernel.send(this, device);
      }
    }
    return kernel.wait(this);
  }
};

struct Device : Task {
  Packet *work = nullptr;
  Device(Kernel &kernel, int64_t ident, int64_t priority) : Task(kernel, ident, priority, nullptr) {}
  Task *run(Packet *packet) override {
    if (!packet) {
      packet = work;
      if (!packet) return kernel.wait(this);
      work = nullptr;
      return kernel.send(this, packet);
    }
    work = packet;
    return kernel.hold(this);
  }
};

std::string run(int64_t n) {
  Kernel kernel;
  kernel.install(std::make_unique<Idle>(kernel, n));
  kernel.install(std::make_unique<Worker>(kernel, kernel.packet(kernel.packet(nullptr, 0, WORK), 0, WORK)));
  for (auto [ident, device] : {std::pair(HANDLER_A, DEVICE_A), std::pair(HANDLER_B, DEVICE_B)}) {
    Packet *queue = nullptr;
    for (int i = 0; i < 3; i++) queue = kernel.packet(queue, device, DEV);
    kernel.install(std::make_unique<Handler>(kernel, ident, ident * 1000, queue));
  }
  for (int ident : {DEVICE_A, DEVICE_B}) kernel.install(std::make_unique<Device>(kernel, ident, ident * 1000));
  kernel.schedule();
  return tuple(kernel.holds, kernel.sent);
}
