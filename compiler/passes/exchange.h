// Items of lists that only change places need no boxes made anew and no counts. In a fast version of a loop
//
//   %a = list.load %l, %s, %j        %x = long.unbox %a
//   %b = list.load %l, %s, %i        %y = long.unbox %b
//   list.put_int %l, %s, %i, %x      list.put_int %l, %s, %j, %y      =>      list.swap %l, %s, %i, %j
//
// and an int that is put somewhere else as it was read (`a[j + 1] = a[j]`) goes there in the box that it came in; so does a number that
// is wanted as an object right away (`a.append(a[-1])`).
#pragma once

#include "ir/ir.h"

namespace krait::passes {

void exchange(ir::Program& program, ir::Function& function);

}  // namespace krait::passes
