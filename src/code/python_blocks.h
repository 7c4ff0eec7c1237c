// Knows which blocks stand around the statement that is done.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "code/python_statements.h"
#include "code/read_program.h"

namespace inkling {

// Statements in a block may be done several times or never.
class PythonBlocks {
 public:
  void enter(const PythonStatement& header);
  // Leaves the blocks that a statement at this column is not in, down to so many.
  void leave(int column, std::size_t count);

  std::size_t count() const { return open_.size(); }
  std::optional<int> innermost() const;

  // Adds a finding of the block and of those around it, once.
  void note(std::optional<int> block, std::vector<ProgramFinding>& findings);

 private:
  struct Block {
    const PythonStatement* header;
    std::optional<int> outer;
    bool is_told = false;
  };

  std::deque<Block> all_;
  std::vector<int> open_;  // The innermost one is the last.
};

}  // namespace inkling
