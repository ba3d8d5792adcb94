// The copy of one nest of loops, for passes/speculate.h. twin.cpp has the plan and the control flow, twin_ops.cpp the unboxed forms of
// single instructions.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ir/cfg.h"
#include "ir/ir.h"
#include "ir/loops.h"
#include "passes/memory.h"
#include "passes/ssa_repair.h"

namespace krait::passes {

class Twin {
 public:
  // `was_cold`: by block, as lowering left it.
  Twin(ir::Program& program, ir::Function& function, const ir::Loops& loops, uint32_t nest,
       const std::vector<char>& was_cold);
  // False: nothing to gain, nothing changed.
  bool run();

 private:
  // Where the general version takes over: before instruction `index` of one of its blocks.
  struct Point {
    ir::BlockId block;
    uint32_t index = 0;
    friend auto operator<=>(const Point&, const Point&) = default;
  };
  // A block that boxes what lives at a point of the general version and goes there.
  struct Transfer {
    ir::BlockId block;
    Point to;
    std::vector<ir::ValueId> args;                 // general values for the parameters of the block, where index is 0
    std::map<ir::ValueId, ir::ValueId> overrides;  // general value -> what it is here, where that is not as elsewhere
  };
  // A `for` over a list, a tuple or a str: the item is read where it is known to be there.
  struct Step {
    ir::ValueId item, walked, index, more;  // general value of the item; of the copy: the sequence, index, whether it is there
    ir::InstId next;                        // of the general version; its imm says what is walked
  };

  // Plan.
  // What a fast version makes cheap, and what it leaves as it is.
  struct Weight {
    size_t gain = 0, rest = 0;
  };
  void weigh(const ir::Inst& inst, Weight& weight) const;
  std::vector<char> find_taken() const;
  size_t tested_again() const;
  bool choose_blocks();
  void find_steps();
  bool copies_field(const ir::Inst& set) const;
  bool choose_representations();
  void find_slice_moves();
  void find_nullable();
  bool in_nest(ir::BlockId block) const { return loops_.contains(nest_, block); }
  bool hot(ir::BlockId block) const { return block.index < hot_.size() && hot_[block.index]; }
  bool unboxed(ir::ValueId v) const { return wanted_[v.index] && !kept_[v.index]; }
  ir::Type fast_type(ir::ValueId v) const;

  // Copy.
  void make_blocks();
  void make_entry();
  void copy_block(ir::BlockId block);
  bool is_inline_choice(const ir::Inst& branch) const;
  bool copy_poll(ir::BlockId block, uint32_t index);
  void copy(const ir::Inst& inst, Point after);
  bool is_class_check(const ir::Inst& inst) const;
  bool copy_check(const ir::Inst& inst);
  void copy_as_it_is(const ir::Inst& inst, Point after);
  void copy_with_effect(ir::Inst now, const ir::Inst& inst, Point after);
  bool makes_fresh(const ir::Inst& inst) const;
  bool is_fresh(ir::ValueId general) const { return fresh_.count(fast(general)) != 0; }
  void have_effect(Point after);
  void find_releases();
  bool seen_to_go(ir::ValueId general) const;
  bool released(const Releases::Release& where) const;
  bool live_behind(ir::ValueId general, Point point) const;
  ir::Edge copy_edge(const ir::Edge& edge, ir::BlockId from, bool raises);
  ir::BlockId fast_target(ir::BlockId to, ir::BlockId from) const;
  void begin_item(const Step& step);
  ir::ValueId load_code(ir::ValueId text, ir::ValueId index);
  void begin_character(const Step& step, ir::Type wanted);
  void unbox_result(ir::ValueId general, ir::ValueId now, Point after, bool had_effects);

  // Unboxed forms; false: there is none.
  bool copy_number(const ir::Inst& inst);
  bool copy_builtin(const ir::Inst& inst);
  bool copy_list(const ir::Inst& inst, Point after);
  bool copy_slice(const ir::Inst& inst, Point after);
  bool copy_character(const ir::Inst& inst);
  bool copy_field(const ir::Inst& inst, Point after);
  void find_named_numbers();
  bool copy_conversion(const ir::Inst& inst);
  bool copy_for_next(const ir::Inst& inst);
  bool copy_entry(const ir::Inst& inst);
  struct Slot {
    ir::ValueId list, items, index;
  };
  Slot slot(ir::ValueId list, ir::ValueId index);
  // Lists that may be packed (passes/packs.h) are taken to be so.
  ir::Type packed_item(ir::ValueId list) const { return {function_.value(list).packed, 0}; }
  ir::ValueId known_packed(ir::ValueId list);
  ir::ValueId known_list(ir::ValueId list);
  ir::ValueId load(const Slot& slot, ir::Type item);
  ir::ValueId packed_number(const ir::Inst& inst) const;
  ir::ValueId as_item(ir::ValueId general, ir::Type item);
  bool copy_packed(const ir::Inst& inst, Point after);
  bool is_only_converted(ir::ValueId general) const;
  Slot byte_slot(ir::ValueId bytes, ir::ValueId index, bool is_array);
  bool copy_vec(const ir::Inst& inst, Point after);
  ir::ValueId known_vec(ir::ValueId vec, ir::Type item);
  Slot vec_slot(ir::ValueId vec, ir::ValueId index, ir::Type item);

  // Values and instructions of the copy.
  ir::Type type(ir::ValueId v) const { return function_.value(v).type; }
  ir::ValueId fast(ir::ValueId general) const;
  ir::ValueId as(ir::ValueId general, ir::Type wanted);
  ir::ValueId as_exact_float(ir::ValueId general);
  ir::ValueId emit(ir::Op op, std::vector<ir::ValueId> operands, ir::Type type = ir::kVoid, int64_t imm = 0);
  ir::ValueId append(ir::Inst inst);
  void define(ir::ValueId general, ir::ValueId now);
  ir::BlockId exit_block();

  // The way back.
  ir::BlockId transfer(Point to, std::vector<ir::ValueId> args, std::map<ir::ValueId, ir::ValueId> overrides);
  std::vector<uint32_t> live_at(Point point) const;
  void fill(const Transfer& transfer);
  ir::BlockId resume_block(Point point);
  void split_general_blocks();

  ir::Program& program_;
  ir::Function& function_;
  const ir::Loops& loops_;
  const uint32_t nest_;
  const std::vector<char>& was_cold_;
  std::vector<std::vector<uint32_t>> live_;  // of the general version, by block
  std::vector<char> hot_;                    // by block: copied
  std::vector<ir::BlockId> order_;           // those, definitions before uses
  std::vector<uint32_t> headed_;             // by block: the loop of which it is the header
  std::vector<char> inner_;                  // by value: defined by a block that is copied
  std::vector<char> nullable_, wanted_, kept_;
  std::vector<ir::ValueId> inputs_;          // defined before the nest, unboxed in front of it
  std::map<uint32_t, Step> steps_;       // by block where the item is there
  std::map<ir::ValueId, uint32_t> stepped_;  // item -> that block
  std::map<ir::ValueId, ir::Type> walked_;   // vecs that loops walk, and what their items are
  std::map<ir::ValueId, ir::InstId> moved_slices_;  // slices that are only assigned to slices, just behind -> what makes them
  std::set<Releases::Release> releases_;     // of the general version
  std::set<ir::ValueId> list_receivers_;     // what methods of lists are called on
  std::set<ir::ValueId> class_names_;        // globals that constructions take for a class
  std::set<ir::ValueId> number_names_;       // objects that are unboxed, globals among them
  std::map<uint32_t, ir::ConstId> named_;    // names of those that have but one number: their constants
  std::vector<ir::BlockId> copy_of_, before_;  // by general block: its copy, and what stands in front of the copied loop
  std::vector<ir::ValueId> fast_;
  std::vector<ir::BlockId> only_way_;  // by general block: from where its copy is entered, if from one place only
  std::vector<Point> end_point_;       // by general block: the point at the end of its copy
  ir::BlockId entry_;

  ir::BlockId block_;  // of the copy, being written
  ir::Span span_;
  Point point_;
  // Instances of the copy made since: nothing but this loop knows of them, and what is taken up at the point makes its own.
  std::set<ir::ValueId> fresh_;
  std::vector<std::set<ir::ValueId>> end_fresh_;  // by general block: those at the end of its copy
  ir::BlockId entry_exit_;  // while the entry is written
  std::map<Point, ir::BlockId> exits_;
  std::map<std::pair<ir::BlockId, std::vector<ir::ValueId>>, ir::BlockId> leaving_;
  std::vector<Transfer> transfers_;
  std::map<Point, ir::BlockId> resume_;
  SsaRepair repair_;
};

}  // namespace krait::passes
