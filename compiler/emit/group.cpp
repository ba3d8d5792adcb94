#include "emit/group.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace krait::emit {
namespace {

std::vector<uint32_t> decode_utf8(std::string_view text) {
  std::vector<uint32_t> points;
  for (size_t i = 0; i < text.size();) {
    auto lead = static_cast<unsigned char>(text[i]);
    size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    uint32_t point = length == 1 ? lead : lead & (0x7Fu >> length);
    for (size_t k = 1; k < length && i + k < text.size(); ++k) {
      point = (point << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
    }
    points.push_back(point);
    i += length;
  }
  return points;
}

// RFC 3492, section 6.3.
std::string punycode(std::string_view text) {
  constexpr uint32_t kBase = 36, kTMin = 1, kTMax = 26, kSkew = 38, kDamp = 700;
  std::vector<uint32_t> points = decode_utf8(text);
  std::string out;
  for (uint32_t point : points) {
    if (point < 0x80) out += static_cast<char>(point);
  }
  uint32_t basic = static_cast<uint32_t>(out.size());
  uint32_t handled = basic;
  if (basic > 0) out += '-';
  uint32_t n = 0x80, delta = 0, bias = 72;
  auto digit = [](uint32_t value) { return static_cast<char>(value < 26 ? 'a' + value : '0' + (value - 26)); };
  while (handled < points.size()) {
    uint32_t next = UINT32_MAX;
    for (uint32_t point : points) {
      if (point >= n) next = std::min(next, point);
    }
    delta += (next - n) * (handled + 1);
    n = next;
    for (uint32_t point : points) {
      if (point < n) ++delta;
      if (point != n) continue;
      uint32_t q = delta;
      for (uint32_t k = kBase;; k += kBase) {
        uint32_t t = k <= bias ? kTMin : k >= bias + kTMax ? kTMax : k - bias;
        if (q < t) break;
        out += digit(t + (q - t) % (kBase - t));
        q = (q - t) / (kBase - t);
      }
      out += digit(q);
      uint32_t step = handled == basic ? delta / kDamp : delta / 2;
      step += step / (handled + 1);
      uint32_t k = 0;
      for (; step > (kBase - kTMin) * kTMax / 2; k += kBase) step /= kBase - kTMin;
      bias = k + (kBase - kTMin + 1) * step / (step + kSkew);
      delta = 0;
      ++handled;
    }
    ++delta;
    ++n;
  }
  return out;
}

// Module names hold letters, digits, '_' and '.' only; those beyond ASCII are written byte by byte.
std::string c_string(std::string_view text) {
  std::string out = "\"";
  for (unsigned char c : text) {
    if (c < 0x80 && c != '"' && c != '\\' && c >= 0x20) {
      out += static_cast<char>(c);
    } else {
      out += fmt::format("\\{:03o}", c);
    }
  }
  return out + "\"";
}

}  // namespace

std::string init_symbol(std::string_view module) {
  std::string_view last = module.substr(module.rfind('.') + 1);
  bool is_ascii = std::all_of(last.begin(), last.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (is_ascii) return fmt::format("PyInit_{}", last);
  std::string encoded = punycode(last);
  std::replace(encoded.begin(), encoded.end(), '-', '_');
  return "PyInitU_" + encoded;
}

std::string emit_init_name(std::string_view module) {
  return fmt::format("__attribute__((visibility(\"default\"))) extern const char krait_module_init[];\n"
                     "const char krait_module_init[] = {};\n",
                     c_string(init_symbol(module)));
}

std::string emit_group_library(const ir::Program& program) {
  std::string out = "#include \"krait.h\"\n\n#pragma GCC visibility push(hidden)\n";
  for (const auto& module : program.modules) out += fmt::format("PyObject *kr_init_{}(void);\n", module->symbol);
  out += "#pragma GCC visibility pop\n\n";
  out += "static PyObject *definition_of(const char *name) {\n";
  for (const auto& module : program.modules) {
    out += fmt::format("  if (strcmp(name, {}) == 0) return kr_init_{}();\n", c_string(module->name), module->symbol);
  }
  out += "  PyErr_Format(PyExc_ImportError, \"no module '%s' in this library\", name);\n  return NULL;\n}\n\n";
  out += fmt::format(
      "static int library_exec(PyObject *library) {{\n"
      "  PyObject *capsule = PyCapsule_New((void *)definition_of, {}, NULL);\n"
      "  if (!capsule) return -1;\n"
      "  int status = PyObject_SetAttrString(library, \"definitions\", capsule);\n"
      "  Py_DECREF(capsule);\n"
      "  return status;\n"
      "}}\n\n",
      c_string(program.name + ".definitions"));
  out += fmt::format(
      "static PyModuleDef_Slot library_slots[] = {{{{Py_mod_exec, library_exec}}, {{0, NULL}}}};\n"
      "static PyModuleDef library = {{PyModuleDef_HEAD_INIT, {}, NULL, 0, NULL, library_slots}};\n\n"
      "PyMODINIT_FUNC __attribute__((visibility(\"default\"))) {}(void) {{ return PyModuleDef_Init(&library); }}\n",
      c_string(program.name), init_symbol(program.name));
  return out;
}

std::string emit_shim(std::string_view module, std::string_view library) {
  // Only the stable part of CPython's headers is needed: the shim compiles in a few milliseconds.
  return fmt::format(
      "#include <Python.h>\n\n"
      "PyMODINIT_FUNC __attribute__((visibility(\"default\"))) {}(void) {{\n"
      "  PyObject *library = PyImport_ImportModule({});\n"
      "  if (!library) return NULL;\n"
      "  PyObject *capsule = PyObject_GetAttrString(library, \"definitions\");\n"
      "  Py_DECREF(library);\n"
      "  if (!capsule) return NULL;\n"
      "  PyObject *(*definition_of)(const char *) = PyCapsule_GetPointer(capsule, {});\n"
      "  Py_DECREF(capsule);\n"
      "  return definition_of ? definition_of({}) : NULL;\n"
      "}}\n{}",
      init_symbol(module), c_string(library), c_string(std::string(library) + ".definitions"), c_string(module),
      emit_init_name(module));
}

}  // namespace krait::emit
