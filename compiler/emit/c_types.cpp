#include "emit/c_types.h"

#include <fmt/format.h>

#include <cmath>

namespace krait::emit {

using ir::Program;
using ir::Repr;
using ir::Type;

std::string c_suffix(const Program& program, Type type) {
  if (type.repr != Repr::Tuple) return std::string(ir::repr_name(type.repr));
  std::string name = "tuple";
  for (Type item : program.tuples[type.tuple]) name += "_" + c_suffix(program, item);
  return name + "_z";  // closes a nested one
}

std::string c_type(const Program& program, Type type) {
  switch (type.repr) {
    case Repr::Void:
      return "int";
    case Repr::Bool:
      return "KrBool";
    case Repr::I8:
      return "int8_t";
    case Repr::I16:
      return "int16_t";
    case Repr::I32:
      return "int32_t";
    case Repr::I64:
      return "int64_t";
    case Repr::U8:
      return "uint8_t";
    case Repr::U16:
      return "uint16_t";
    case Repr::U32:
      return "uint32_t";
    case Repr::U64:
      return "uint64_t";
    case Repr::F32:
      return "float";
    case Repr::F64:
      return "double";
    case Repr::Tag:
      return "KrTag";
    case Repr::Num:
      return "KrNum";
    case Repr::Obj:
      return "PyObject *";
    case Repr::Tuple:
      return "Kr_" + c_suffix(program, type);
  }
  return "void";
}

std::string c_declare(const Program& program, Type type, std::string_view name) {
  std::string text = c_type(program, type);
  if (text.back() != '*') text += ' ';
  return text += name;
}

std::string c_absent(const Program& program, Type type) {
  switch (type.repr) {
    case Repr::Void:
    case Repr::Bool:
      return "-1";
    case Repr::F32:
      return "(float)KR_F64_ERROR";
    case Repr::F64:
      return "KR_F64_ERROR";
    case Repr::Tag:
      return "KR_TAG_ABSENT";
    case Repr::Num:
      return "KR_NUM_ABSENT";
    case Repr::Obj:
      return "NULL";
    case Repr::Tuple:
      return fmt::format("({}){{{}}}", c_type(program, type),
                         program.tuples[type.tuple].empty() ? "0" : c_absent(program, program.tuples[type.tuple][0]));
    default:
      return fmt::format("({})KR_INT_ERROR", c_type(program, type));
  }
}

std::string c_is_absent(const Program& program, Type type, const std::string& value, bool& exact) {
  exact = true;
  switch (type.repr) {
    case Repr::Void:
    case Repr::Bool:
      return value + " < 0";
    case Repr::Tag:
    case Repr::Obj:
      return "!" + value;
    case Repr::Num:
      return "kr_num_is_absent(" + value + ")";
    case Repr::Tuple:
      if (program.tuples[type.tuple].empty()) {
        exact = false;
        return "1";
      }
      return c_is_absent(program, program.tuples[type.tuple][0], value + ".i0", exact);
    default:
      exact = false;
      return value + " == " + c_absent(program, type);
  }
}

std::string c_count(const Program& program, Type type, const std::string& value, bool increment, bool nullable) {
  if (!ir::is_counted(program, type)) return {};
  return fmt::format("kr_{}_{}{}({});", c_suffix(program, type), nullable ? "x" : "", increment ? "incref" : "decref",
                     value);
}

std::string c_integer(int64_t value) {
  if (value == INT64_MIN) return "INT64_MIN";
  return value >= INT32_MIN && value <= INT32_MAX ? fmt::format("{}", value) : fmt::format("INT64_C({})", value);
}

std::string c_double(double value) {
  if (std::isnan(value)) return "__builtin_nan(\"\")";
  if (std::isinf(value)) return value < 0 ? "-__builtin_inf()" : "__builtin_inf()";
  std::string text = fmt::format("{}", value);  // the shortest text that reads back to the same double
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string c_string(std::string_view bytes) {
  std::string out = "\"";
  for (char c : bytes) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '"' || c == '\\' || c == '?') {
      out += '\\';
      out += c;
    } else if (uint8_t(c) < 0x20 || uint8_t(c) >= 0x7f) {
      out += fmt::format("\\{:03o}", uint8_t(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string c_identifier(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    bool ordinary = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!ordinary) c = '_';
  }
  return out;
}

}  // namespace krait::emit
