// kind: objects
#include <algorithm>
#include <memory>
#include <stdexcept>

#include "worker.h"

enum Strength { REQUIRED, STRONG, PREFERRED, MEDIUM, DEFAULT_STRENGTH, WEAK, WEAKEST };
enum Direction { NOWHERE, FORWARD, BACKWARD };

struct Constraint;
struct Planner;

struct Variable {
  std::string name;
  int64_t value = 0;
  std::vector<Constraint *> constraints;
  Constraint *determined_by = nullptr;
  int64_t mark = 0;
  int strength = WEAKEST;
  bool stays = true;

  explicit Variable(std::string name, int64_t value = 0) : name(std::move(name)), value(value) {}
  void forget(Constraint *c) {
    constraints.erase(std::find(constraints.begin(), constraints.end(), c));
    if (determined_by == c) determined_by = nullptr;
  }
};

struct Constraint {
  int strength;

  explicit Constraint(int strength) : strength(strength) {}
  virtual ~Constraint() = default;
  void attach(Planner &planner);
  void detach(Planner &planner);
  Constraint *satisfy(int64_t mark, Planner &planner);
  virtual bool is_input() const { return false; }
  virtual void join() = 0;
  virtual void leave() = 0;
  virtual bool satisfied() const = 0;
  virtual void choose(int64_t mark) = 0;
  virtual void mark_inputs(int64_t mark) = 0;
  virtual bool inputs_known(int64_t mark) const = 0;
  virtual Variable &output() = 0;
  virtual void unsatisfy() = 0;
  virtual void recalculate() = 0;
  virtual void execute() = 0;
};

struct Unary : Constraint {
  Variable &variable;
  bool active = false;

  Unary(Variable &variable, int strength) : Constraint(strength), variable(variable) {}
  void join() override {
    variable.constraints.push_back(this);
    active = false;
  }
  void leave() override {
    variable.forget(this);
    active = false;
  }
  bool satisfied() const override { return active; }
  void choose(int64_t mark) override { active = variable.mark != mark && strength < variable.strength; }
  void mark_inputs(int64_t) override {}
  bool inputs_known(int64_t) const override { return true; }
  Variable &output() override { return variable; }
  void unsatisfy() override { active = false; }
  void recalculate() override {
    variable.strength = strength;
    variable.stays = !is_input();
    if (variable.stays) execute();
  }
  void execute() override {}
};

struct Stay : Unary {
  using Unary::Unary;
};

struct Edit : Unary {
  using Unary::Unary;
  bool is_input() const override { return true; }
};

struct Binary : Constraint {
  Variable &a, &b;
  Direction direction = NOWHERE;

  Binary(Variable &a, Variable &b, int strength) : Constraint(strength), a(a), b(b) {}
  void join() override {
    a.constraints.push_back(this);
    b.constraints.push_back(this);
    direction = NOWHERE;
  }
  void leave() override {
    a.forget(this);
    b.forget(this);
    direction = NOWHERE;
  }
  bool satisfied() const override { return direction != NOWHERE; }
  void choose(int64_t mark) override {
    if (a.mark == mark)
      direction = b.mark != mark && strength < b.strength ? FORWARD : NOWHERE;
    else if (b.mark == mark || a.strength > b.strength)
      direction = strength < a.strength ? BACKWARD : NOWHERE;
    else
      direction = strength < b.strength ? FORWARD : NOWHERE;
  }
  Variable &input() const { return direction == FORWARD ? a : b; }
  Variable &output() override { return direction == FORWARD ? b : a; }
  void mark_inputs(int64_t mark) override { input().mark = mark; }
  bool inputs_known(int64_t mark) const override {
    const Variable &v = input();
    return v.mark == mark || v.stays || !v.determined_by;
  }
  void unsatisfy() override { direction = NOWHERE; }
  void recalculate() override {
    Variable &before = input(), &out = output();
    out.strength = std::max(strength, before.strength);
    out.stays = before.stays;
    if (out.stays) execute();
  }
};

struct Equal : Binary {
  using Binary::Binary;
  void execute() override { output().value = input().value; }
};

struct Scaled : Binary {
  Variable &scale, &offset;

  Scaled(Variable &a, Variable &scale, Variable &offset, Variable &b, int strength) : Binary(a, b, strength), scale(scale), offset(offset) {}
  void join() override {
    Binary::join();
    scale.constraints.push_back(this);
    offset.constraints.push_back(this);
  }
  void leave() override {
    Binary::leave();
    scale.forget(this);
    offset.forget(this);
  }
  void mark_inputs(int64_t mark) override {
    Binary::mark_inputs(mark);
    scale.mark = mark;
    offset.mark = mark;
  }
  void recalculate() override {
    Variable &before = input(), &out = output();
    out.strength = std::max(strength, before.strength);
    out.stays = before.stays && scale.stays && offset.stays;
    if (out.stays) execute();
  }
  void execute() override {
    if (direction == FORWARD)
      b.value = a.value * scale.value + offset.value;
    else
      a.value = (b.value - offset.value) / scale.value;  // nothing negative comes here
  }
};

struct Planner {
  std::vector<std::unique_ptr<Constraint>> owned;  // all there are: variables hold plain pointers
  int64_t mark = 0;

  template <class Kind, class... Args>
  Kind &make(Args &&...args) {
    auto made = std::make_unique<Kind>(std::forward<Args>(args)...);
    Kind &c = *made;
    owned.push_back(std::move(made));
    c.attach(*this);
    return c;
  }
  void add(Constraint *c) {
    int64_t now = ++mark;
    for (Constraint *overridden = c->satisfy(now, *this); overridden;) overridden = overridden->satisfy(now, *this);
  }
  void remove(Constraint *c) {
    Variable &out = c->output();
    c->unsatisfy();
    c->leave();
    std::vector<Constraint *> loose = release(out);
    for (int strength = REQUIRED; strength <= WEAKEST; strength++)
      for (Constraint *other : loose)
        if (other->strength == strength) add(other);
  }
  std::vector<Constraint *> release(Variable &out) {
    out.determined_by = nullptr;
    out.strength = WEAKEST;
    out.stays = true;
    std::vector<Constraint *> loose;
    std::vector<Variable *> todo{&out};
    while (!todo.empty()) {
      Variable *v = todo.back();
      todo.pop_back();
      for (Constraint *c : v->constraints)
        if (!c->satisfied()) loose.push_back(c);
      for (Constraint *c : v->constraints) {
        if (c != v->determined_by && c->satisfied()) {
          c->recalculate();
          todo.push_back(&c->output());
        }
      }
    }
    return loose;
  }
  bool propagate(Constraint *constraint, int64_t now) {
    std::vector<Constraint *> todo{constraint};
    while (!todo.empty()) {
      Constraint *c = todo.back();
      todo.pop_back();
      if (c->output().mark == now) {
        remove(constraint);
        return false;
      }
      c->recalculate();
      consumers(c->output(), todo);
    }
    return true;
  }
  void consumers(Variable &v, std::vector<Constraint *> &into) {
    for (Constraint *c : v.constraints)
      if (c != v.determined_by && c->satisfied()) into.push_back(c);
  }
  std::vector<Constraint *> plan(const std::vector<Constraint *> &sources) {
    int64_t now = ++mark;
    std::vector<Constraint *> out, todo;
    for (Constraint *c : sources)
      if (c->is_input() && c->satisfied()) todo.push_back(c);
    while (!todo.empty()) {
      Constraint *c = todo.back();
      todo.pop_back();
      if (c->output().mark != now && c->inputs_known(now)) {
        out.push_back(c);
        c->output().mark = now;
        consumers(c->output(), todo);
      }
    }
    return out;
  }
};

void Constraint::attach(Planner &planner) {
  join();
  planner.add(this);
}

void Constraint::detach(Planner &planner) {
  if (satisfied())
    planner.remove(this);
  else
    leave();
}

Constraint *Constraint::satisfy(int64_t mark, Planner &planner) {
  choose(mark);
  if (!satisfied()) {
    if (strength == REQUIRED) throw std::runtime_error("a required constraint cannot be satisfied");
    return nullptr;
  }
  mark_inputs(mark);
  Variable &out = output();
  Constraint *overridden = out.determined_by;
  if (overridden) overridden->unsatisfy();
  out.determined_by = this;
  if (!planner.propagate(this, mark)) throw std::runtime_error("a cycle of constraints");
  out.mark = mark;
  return overridden;
}

static void change(Variable &variable, int64_t value, Planner &planner) {
  Edit &edit = planner.make<Edit>(variable, PREFERRED);
  std::vector<Constraint *> steps = planner.plan({&edit});
  for (int k = 0; k < 10; k++) {
    variable.value = value + k;
    for (Constraint *c : steps) c->execute();
  }
  edit.detach(planner);
}

using Variables = std::vector<std::unique_ptr<Variable>>;

static int64_t chain(int64_t n) {
  Planner planner;
  Variables row;
  for (int64_t i = 0; i <= n; i++) row.push_back(std::make_unique<Variable>("v" + std::to_string(i)));
  for (int64_t i = 0; i < n; i++) planner.make<Equal>(*row[i], *row[i + 1], REQUIRED);
  planner.make<Stay>(*row[n], DEFAULT_STRENGTH);
  Edit &edit = planner.make<Edit>(*row[0], PREFERRED);
  std::vector<Constraint *> steps = planner.plan({&edit});
  int64_t total = 0;
  for (int64_t value = 0; value < 60; value++) {
    row[0]->value = value;
    for (Constraint *c : steps) c->execute();
    total += row[n]->value;
  }
  edit.detach(planner);
  return total;
}

static int64_t projection(int64_t n) {
  Planner planner;
  Variable scale("scale", 10), offset("offset", 1000);
  Variables sources, targets;
  for (int64_t i = 0; i < n; i++) {
    sources.push_back(std::make_unique<Variable>("a" + std::to_string(i), i));
    targets.push_back(std::make_unique<Variable>("b" + std::to_string(i), i));
    planner.make<Stay>(*sources[i], DEFAULT_STRENGTH);
    planner.make<Scaled>(*sources[i], scale, offset, *targets[i], REQUIRED);
  }
  auto sum = [&] {
    int64_t total = 0;
    for (int64_t i = 0; i + 1 < n; i++) total += targets[i]->value;
    return total;
  };
  change(*sources[n / 2], 17, planner);
  int64_t total = targets[n / 2]->value;
  change(*targets[n / 3], 1050, planner);
  total += sources[n / 3]->value;
  change(scale, 5, planner);
  total += sum();
  change(offset, 2000, planner);
  return total + sum();
}

std::string run(int64_t n) { return tuple(chain(n), projection(n)); }
