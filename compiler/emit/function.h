// Emission of one function. Internal to compiler/emit; function.cpp has blocks and control flow, structural.cpp the
// instructions without a runtime function, script.cpp code that runs once, generator.cpp what is special about generators.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emit/context.h"

namespace krait::emit {

class FunctionEmitter {
 public:
  FunctionEmitter(ModuleContext& context, const ir::Function& function);
  std::string run();

 private:
  // A piece of the code that failing instructions jump to. Pieces form chains that end in a jump or return: each
  // releases one value and goes on to the piece that releases the rest, so that failures share as much as they can.
  struct Landing {
    std::string text;
    uint32_t next;  // kNone: `text` leaves
  };

  template <class F>
  std::string capture(F write) {
    std::string text;
    std::swap(out_, text);
    write();
    std::swap(out_, text);
    return text;
  }

  void find_locals();
  void rank_drops();
  std::pair<bool, uint32_t> drop_rank(ir::ValueId value) const;
  std::string wrapper_parameters() const;
  std::string declarations();
  std::string stack_frame();
  bool inlined(ir::ValueId id) const;
  std::string expr(ir::ValueId id);
  std::string exprs(const std::vector<ir::ValueId>& values, size_t from = 0);
  std::string target(ir::ValueId id);
  void line(std::string_view text);
  void count(ir::ValueId id, bool increment);
  void assign(const ir::Edge& edge);
  bool plain(const ir::Edge& edge) const;
  void go(const ir::Edge& edge, bool fall_through);
  std::string error_return() const;
  std::string failure(const ir::Inst& inst);
  uint32_t landing(std::string text, uint32_t next);
  void landings();
  void fail_if(const std::string& condition, const ir::Inst& inst);
  void test_result(const ir::Inst& inst, const std::string& value, uint32_t effect_bits);
  void define(const ir::Inst& inst, const std::string& value, uint32_t effect_bits);
  void position(const ir::Inst& inst);
  void block(ir::BlockId id);
  void instruction(ir::InstId id, const ir::Inst& inst);
  void follow_fresh(const ir::Inst& inst);
  void primitive(const ir::Inst& inst, uint32_t bits);
  void terminator(const ir::Inst& inst);
  void return_value(const ir::Inst& inst);

  // structural.cpp
  void structural(ir::InstId id, const ir::Inst& inst, uint32_t bits);
  void convert(const ir::Inst& inst, uint32_t bits);
  void check(const ir::Inst& inst);
  void field(const ir::Inst& inst, uint32_t bits);
  void known_field(const ir::Inst& inst, const std::string& place, ir::Repr repr);
  void attribute(const ir::Inst& inst, uint32_t bits);
  void key_lookup(const ir::Inst& inst, uint32_t bits);
  void mixed_call(const ir::Inst& inst, uint32_t bits);
  std::string class_instance(uint32_t index, const std::string& object);
  void native_call(const ir::Inst& inst, uint32_t bits);
  void make_function(const ir::Inst& inst, uint32_t bits);
  void make_generator(const ir::Inst& inst, uint32_t bits);
  void delegate_call(const ir::Inst& inst, uint32_t bits);

  // script.cpp
  // An instruction of a script.
  struct Step {
    enum class Kind : uint8_t { Nothing, Release, Call };
    Kind kind;
    std::string function;
    std::vector<std::string> pointers;  // C addresses that are passed first
    std::vector<std::string> front;     // further words of arguments before the operands
    std::vector<ir::ValueId> operands;
    std::optional<int64_t> number = {};
    std::string c_kind = {};            // KR_STEP_...
  };
  bool is_script_value(ir::ValueId id) const;
  std::optional<Step> script_step(const ir::Inst& inst);
  size_t script(const std::vector<ir::InstId>& insts, size_t from, size_t& tried);
  void write_script(const std::vector<ir::InstId>& insts, size_t from, const std::vector<Step>& steps,
                    const std::vector<ir::ValueId>& inputs, const std::set<uint32_t>& moved,
                    const std::vector<ir::ValueId>& borrowed, const std::vector<ir::ValueId>& owned, const ir::Inst& failing,
                    const std::set<uint32_t>& outside);

  // generator.cpp
  void plan_frame();
  std::string frame_struct();
  std::string resume_switch();
  std::string frame_functions();
  void yield(ir::InstId id, const ir::Inst& inst);

  ModuleContext& context_;
  const ir::Program& program_;
  const ir::Function& function_;
  std::string out_;
  std::vector<ir::BlockId> order_;
  ir::BlockId next_;
  std::vector<std::string> bodies_;
  std::set<uint32_t> labelled_;  // blocks that something jumps to
  std::vector<char> wide_;       // values declared at the top
  std::vector<uint32_t> walked_;      // ir::walked_ranks
  std::vector<uint32_t> drop_count_;  // by value: how many failures release it
  std::vector<Landing> landings_;
  std::map<std::pair<std::string, uint32_t>, uint32_t> landing_index_;
  std::string landing_text_;
  bool uses_site_ = false;
  size_t most_args_ = 0;  // of the variadic instructions
  size_t most_slots_ = 0;  // of the scripts
  uint32_t scripts_ = 0;
  std::string script_text_;  // the tables of the scripts
  uint32_t current_line_ = 0;
  // Instances made in the block being written that nobody else has seen yet, and which of their fields (class, field) are set.
  std::map<ir::ValueId, std::set<std::pair<int64_t, int64_t>>> fresh_;
  bool sets_first_ = false;  // the instruction being written gives such a field its first value: there is no old one
  bool cold_ = false;   // what is written now runs rarely: small code is preferred
  ir::ValueId absent_;  // known to be the absent value on the edge being written

  // Generators: what each yield keeps in the frame.
  std::map<uint32_t, uint32_t> states_;          // yield instruction -> state number, from 1
  std::vector<std::vector<ir::ValueId>> saved_;  // by state - 1
  std::vector<char> in_frame_;                   // values that have a slot
  bool handles_thrown_ = false;                  // at some yield
  bool answer_unused_ = false;                   // of the yield being written: its result is released at once
};

}  // namespace krait::emit
