#include "code/python_blocks.h"

#include "code/python_scope.h"

namespace inkling {

void PythonBlocks::enter(const PythonStatement& header) {
  all_.push_back({.header = &header, .outer = innermost()});
  open_.push_back(static_cast<int>(all_.size()) - 1);
}

void PythonBlocks::leave(int column, std::size_t count) {
  while (open_.size() > count &&
         all_[static_cast<std::size_t>(open_.back())].header->column >= column) {
    open_.pop_back();
  }
}

std::optional<int> PythonBlocks::innermost() const {
  return open_.empty() ? std::nullopt : std::optional<int>(open_.back());
}

// A block that has been told stands in others that have been, too.
void PythonBlocks::note(std::optional<int> block, std::vector<ProgramFinding>& findings) {
  while (block) {
    Block& noted = all_[static_cast<std::size_t>(*block)];
    if (noted.is_told) return;
    std::string_view source = noted.header->source;
    if (source.ends_with(':')) source.remove_suffix(1);
    findings.push_back(finding(ProgramFinding::Kind::kBlock, noted.header->line, source));
    noted.is_told = true;
    block = noted.outer;
  }
}

}  // namespace inkling
