#include "ir/parser.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <vector>

namespace krait::ir {
namespace {

struct ParseError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
         uint8_t(c) >= 0x80;
}

// One line of text, taken piece by piece.
class Line {
 public:
  Line(std::string_view text, int number) : rest_(text), number_(number) { skip(); }

  [[noreturn]] void fail(std::string_view what) const {
    throw ParseError(fmt::format("line {}: {} at '{}'", number_, what, rest_.substr(0, 30)));
  }
  bool done() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_[0]; }
  bool accept(std::string_view token) {
    if (!rest_.starts_with(token)) return false;
    if (is_word(token.back()) && rest_.size() > token.size() && is_word(rest_[token.size()])) return false;
    rest_.remove_prefix(token.size());
    skip();
    return true;
  }
  void expect(std::string_view token) {
    if (!accept(token)) fail(fmt::format("expected '{}'", token));
  }
  std::string_view word() {
    size_t n = 0;
    while (n < rest_.size() && is_word(rest_[n])) ++n;
    if (n == 0) fail("expected a name");
    return take(n);
  }
  // Up to and without `stop`, which is consumed.
  std::string until(char stop) {
    size_t n = rest_.find(stop);
    if (n == std::string_view::npos) fail(fmt::format("expected '{}'", stop));
    std::string out(rest_.substr(0, n));
    rest_.remove_prefix(n + 1);
    skip();
    return out;
  }
  int64_t integer() {
    int64_t value = 0;
    auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc()) fail("expected an integer");
    take(size_t(end - rest_.data()));
    return value;
  }
  std::string digits() {
    size_t n = peek() == '-' ? 1 : 0;
    while (n < rest_.size() && rest_[n] >= '0' && rest_[n] <= '9') ++n;
    return std::string(take(n));
  }
  double floating() {
    std::string text(rest_.substr(0, rest_.find_first_of(", )")));
    char* end = nullptr;
    double value = std::strtod(text.c_str(), &end);
    if (end == text.c_str()) fail("expected a number");
    take(size_t(end - text.c_str()));
    return value;
  }
  std::string quoted() {
    expect_raw('"');
    std::string out;
    while (peek() != '"') {
      if (rest_.empty()) fail("unfinished string");
      if (peek() == '\\') {
        rest_.remove_prefix(1);
        if (peek() == 'x' && rest_.size() > 2) {
          out += char(std::strtol(std::string(rest_.substr(1, 2)).c_str(), nullptr, 16));
          rest_.remove_prefix(3);
          continue;
        }
      }
      out += peek();
      rest_.remove_prefix(1);
    }
    take(1);
    return out;
  }

 private:
  void expect_raw(char c) {
    if (peek() != c) fail(fmt::format("expected '{}'", c));
    rest_.remove_prefix(1);
  }
  std::string_view take(size_t n) {
    std::string_view out = rest_.substr(0, n);
    rest_.remove_prefix(n);
    skip();
    return out;
  }
  void skip() {
    while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\t')) rest_.remove_prefix(1);
  }

  std::string_view rest_;
  int number_;
};

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), program_(std::make_unique<Program>()) {
    program_->modules.push_back(std::make_unique<Module>());
    program_->modules[0]->name = program_->modules[0]->symbol = "text";
    program_->modules[0]->path = "text.py";
  }

  std::unique_ptr<Program> run() {
    int number = 0;
    // Functions may name each other: their headers are read first.
    std::vector<std::pair<std::string_view, int>> lines;
    for (size_t at = 0; at < text_.size();) {
      size_t end = std::min(text_.find('\n', at), text_.size());
      std::string_view line = text_.substr(at, end - at);
      at = end + 1;
      ++number;
      if (size_t comment = line.find(" ;"); comment != std::string_view::npos) line = line.substr(0, comment);
      if (line.empty() || line[0] == ';') continue;
      lines.emplace_back(line, number);
    }
    for (auto& [text, at] : lines) {
      Line line(text, at);
      FunctionKind kind;
      if (header_kind(line, kind)) symbols_[std::string(line.word())] = uint32_t(symbols_.size());
    }
    program_->functions.resize(symbols_.size());
    for (auto& [text, at] : lines) parse_line(Line(text, at));
    finish_function();
    return std::move(program_);
  }

 private:
  bool header_kind(Line& line, FunctionKind& kind) {
    static constexpr std::string_view kKinds[] = {"func", "wrapper", "generator", "module"};
    for (size_t i = 0; i < 4; ++i) {
      if (!line.accept(kKinds[i])) continue;
      kind = FunctionKind(i);
      return true;
    }
    return false;
  }

  void parse_line(Line line) {
    FunctionKind kind;
    if (line.accept("class")) return parse_class(line);
    if (header_kind(line, kind)) return parse_header(line, kind);
    if (function_ == nullptr) line.fail("expected a function");
    if (line.peek() == 'b') {
      Line copy = line;
      std::string_view word = copy.word();
      if (word.size() > 1 && word.find_first_not_of("0123456789", 1) == std::string_view::npos &&
          (copy.peek() == ':' || copy.peek() == '(')) {
        return parse_block(line);
      }
    }
    parse_inst(line);
  }

  void parse_class(Line& line) {
    Class cls;
    cls.name = cls.symbol = std::string(line.word());
    line.expect("(");
    while (!line.accept(")")) {
      Type type = parse_type(line);
      Field field;
      field.name = std::string(line.word());
      field.type = type;
      cls.fields.push_back(field);
      line.accept(",");
    }
    if (line.accept(":")) cls.base = ClassId{find_class(line, line.word())};
    program_->classes.push_back(cls);
  }
  uint32_t find_class(Line& line, std::string_view symbol) {
    for (uint32_t i = 0; i < program_->classes.size(); ++i) {
      if (program_->classes[i].symbol == symbol) return i;
    }
    line.fail("unknown class");
  }

  Type parse_type(Line& line) {
    std::string_view name = line.word();
    Type type;
    if (!find_repr(name, type.repr)) line.fail("unknown representation");
    if (type.repr != Repr::Tuple) return type;
    line.expect("(");
    std::vector<Type> items;
    while (!line.accept(")")) {
      items.push_back(parse_type(line));
      line.accept(",");
    }
    type.tuple = program_->intern_tuple(items);
    return type;
  }

  ValueId value(Line& line) {
    line.expect("%");
    std::string name(line.word());
    auto [entry, is_new] = values_.try_emplace(name, ValueId{});
    if (is_new) entry->second = function_->add_value(kVoid, {}, {});
    return entry->second;
  }
  // "%x: obj[i64]?&"; the name without its number is the variable's.
  ValueId definition(Line& line) {
    Line copy = line;
    copy.expect("%");
    std::string name(copy.word());
    ValueId id = value(line);
    Value& v = function_->value(id);
    line.expect(":");
    v.type = parse_type(line);
    if (line.accept("[")) {
      if (!find_repr(line.word(), v.packed)) line.fail("unknown representation");
      line.expect("]");
    }
    v.nullable = line.accept("?");
    v.borrowed = line.accept("&");
    if (name[0] < '0' || name[0] > '9') v.name = name.substr(0, name.find('.'));
    return id;
  }
  std::vector<ValueId> values(Line& line) {
    std::vector<ValueId> out;
    while (line.peek() == '%') {
      out.push_back(value(line));
      if (!line.accept(",")) break;
    }
    return out;
  }

  void parse_header(Line& line, FunctionKind kind) {
    finish_function();
    std::string symbol(line.word());
    function_ = &program_->functions[symbols_.at(symbol)];
    function_->symbol = symbol;
    function_->kind = kind;
    values_.clear();
    line.expect("(");
    while (!line.accept(")")) {
      function_->params.push_back(definition(line));
      line.accept(",");
    }
    line.expect("->");
    function_->result = parse_type(line);
    function_->has_closure = line.accept("closure");
    function_->has_fast_loops = line.accept("fast_loops");
  }

  BlockId block_id(Line& line) {
    std::string_view word = line.word();
    uint32_t number = 0;
    auto [end, error] = std::from_chars(word.data() + 1, word.data() + word.size(), number);
    constexpr uint32_t kMostBlocks = 1 << 20;
    if (word[0] != 'b' || error != std::errc() || number >= kMostBlocks) line.fail("expected a block");
    while (function_->blocks.size() <= number) function_->add_block();
    return BlockId{number};
  }

  void parse_block(Line& line) {
    block_ = block_id(line);
    if (!function_->entry) {
      function_->entry = block_;
      for (ValueId param : function_->params) function_->value(param).block = block_;
    }
    if (line.accept("(")) {
      while (!line.accept(")")) {
        ValueId param = definition(line);
        function_->value(param).block = block_;
        function_->block(block_).params.push_back(param);
        line.accept(",");
      }
    }
    line.expect(":");
    function_->block(block_).cold = line.accept("cold");
  }

  Edge parse_edge(Line& line) {
    Edge edge;
    if (line.peek() == 'b') {
      edge.target = block_id(line);
      if (line.accept("(")) {
        edge.args = values(line);
        line.expect(")");
      }
    }
    auto list = [&](std::string_view what, std::vector<ValueId>& into) {
      if (!line.accept(what)) return;
      line.expect("[");
      into = values(line);
      line.expect("]");
    };
    list("take", edge.takes);
    list("drop", edge.drops);
    return edge;
  }

  ConstId add_constant(Constant constant) {
    std::vector<Constant>& all = program_->modules[0]->constants;
    for (uint32_t i = 0; i < all.size(); ++i) {
      const Constant& c = all[i];
      if (c.kind == constant.kind && c.text == constant.text && c.items == constant.items &&
          c.interned == constant.interned && c.real == constant.real && c.imag == constant.imag) {
        return ConstId{i};
      }
    }
    all.push_back(std::move(constant));
    return ConstId{uint32_t(all.size() - 1)};
  }

  ConstId parse_constant(Line& line, int depth = 0) {
    constexpr int kMostDepth = 50;
    if (depth > kMostDepth) line.fail("constant nested too deeply");
    Constant c;
    using Kind = Constant::Kind;
    if (line.accept("None")) {
      c.kind = Kind::None;
    } else if (line.accept("True")) {
      c.kind = Kind::True;
    } else if (line.accept("False")) {
      c.kind = Kind::False;
    } else if (line.accept("...")) {
      c.kind = Kind::Ellipsis;
    } else if (line.accept("float")) {
      c.kind = Kind::Float;
      line.expect("(");
      c.real = line.floating();
      line.expect(")");
    } else if (line.accept("complex")) {
      c.kind = Kind::Complex;
      line.expect("(");
      c.real = line.floating();
      line.expect(",");
      c.imag = line.floating();
      line.expect(")");
    } else if (line.peek() == '"') {
      c.kind = Kind::Str;
      c.interned = true;
      c.text = line.quoted();
    } else if (line.accept("u")) {
      c.kind = Kind::Str;
      c.text = line.quoted();
    } else if (line.accept("b")) {
      c.kind = Kind::Bytes;
      c.text = line.quoted();
    } else if (line.peek() == '(' || line.peek() == '{') {
      bool tuple = line.accept("(");
      if (!tuple) line.expect("{");
      c.kind = tuple ? Kind::Tuple : Kind::FrozenSet;
      while (!line.accept(tuple ? ")" : "}")) {
        c.items.push_back(parse_constant(line, depth + 1));
        line.accept(",");
      }
    } else {
      c.kind = Kind::Int;
      c.text = line.digits();
      if (c.text.empty()) line.fail("expected a constant");
    }
    return add_constant(std::move(c));
  }

  uint32_t parse_check(Line& line) {
    line.expect("<");
    Check check;
    check.description = line.until('>');
    using Kind = Check::Kind;
    static const std::map<std::string, Kind> kinds = {
        {"None", Kind::None},   {"int", Kind::Int},     {"float", Kind::Float}, {"complex", Kind::Complex},
        {"bool", Kind::Bool},   {"str", Kind::Str},     {"bytes", Kind::Bytes}, {"bytearray", Kind::ByteArray},
        {"list", Kind::List},   {"dict", Kind::Dict},   {"set", Kind::Set},     {"frozenset", Kind::FrozenSet},
        {"tuple", Kind::Tuple}, {"range", Kind::Range}, {"type", Kind::Type},   {"Callable", Kind::Callable}};
    auto found = kinds.find(check.description);
    if (found == kinds.end()) line.fail("unknown check");
    check.kind = found->second;
    return program_->intern_check(check);
  }

  int64_t parse_immediate(Line& line, ImmKind kind, const Inst& inst) {
    switch (kind) {
      case ImmKind::Integer:
        return line.integer();
      case ImmKind::Constant:
        return parse_constant(line).index;
      case ImmKind::Function: {
        line.expect("@");
        auto found = symbols_.find(std::string(line.word()));
        if (found == symbols_.end()) line.fail("unknown function");
        return found->second;
      }
      case ImmKind::Class:
        line.expect("@");
        return find_class(line, line.word());
      case ImmKind::Check:
        return parse_check(line);
      case ImmKind::Field: {
        std::string_view name = line.word();  // with its dot
        const std::vector<Field>& fields = program_->classes[size_t(inst.imm)].fields;
        for (size_t i = 0; i < fields.size(); ++i) {
          if (name.size() > 1 && fields[i].name == name.substr(1)) return int64_t(i);
        }
        line.fail("unknown field");
      }
      default:
        line.fail("cannot be read back");
    }
  }

  void parse_inst(Line& line) {
    if (!block_) line.fail("expected a block");
    Inst inst{};
    InstId id{uint32_t(function_->insts.size())};
    if (line.peek() == '%') {
      inst.result = definition(line);
      inst.type = function_->value(inst.result).type;
      function_->value(inst.result).def = id;
      function_->value(inst.result).block = block_;
      line.expect("=");
    }
    if (!find_op(line.word(), inst.op)) line.fail("unknown instruction before");
    if (inst.op == Op::Branch) {
      inst.imm = line.accept("likely") ? 1 : line.accept("unlikely") ? -1 : 0;
      inst.operands = values(line);
      line.expect("?");
      inst.edges.push_back(parse_edge(line));
      line.expect(":");
      inst.edges.push_back(parse_edge(line));
    } else {
      if (inst.op == Op::ConstFloat) inst.fimm = line.floating();
      if (ImmKind kind = imm_kind(inst.op); kind != ImmKind::None) inst.imm = parse_immediate(line, kind, inst);
      if (ImmKind kind = imm2_kind(inst.op); kind != ImmKind::None) inst.imm2 = parse_immediate(line, kind, inst);
      inst.operands = values(line);
      bool edges = (info(inst.op).effects & kTerminator) && line.peek() == 'b';
      while (edges) {
        inst.edges.push_back(parse_edge(line));
        edges = line.accept("|");
      }
    }
    if (line.accept("raises")) {
      line.expect("->");
      inst.raise = parse_edge(line);
    }
    if (!line.done()) line.fail("unexpected text");
    function_->insts.push_back(std::move(inst));
    function_->block(block_).insts.push_back(id);
  }

  void finish_function() {
    block_ = {};
    if (function_ == nullptr) return;
    if (!function_->entry) throw ParseError(fmt::format("function {} has no block", function_->symbol));
    for (const Value& v : function_->values) {
      if (v.type.repr == Repr::Void)
        throw ParseError(fmt::format("function {} uses an undefined value", function_->symbol));
    }
  }

  std::string_view text_;
  std::unique_ptr<Program> program_;
  std::map<std::string, uint32_t> symbols_;
  Function* function_ = nullptr;
  std::map<std::string, ValueId> values_;
  BlockId block_;
};

}  // namespace

std::unique_ptr<Program> parse(std::string_view text, std::string& error) {
  try {
    return Parser(text).run();
  } catch (const ParseError& failure) {
    error = failure.what();
    return nullptr;
  }
}

}  // namespace krait::ir
