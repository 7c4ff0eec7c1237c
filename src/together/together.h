// Together compares networks that learned apart, and what becomes of them together: how often each
// is right, and how often the mean of their weights and the mean of their answers are.
//
// The work is done one piece at a time, a network or a mean, so that the caller can do other things
// in between. Adding or removing a network keeps what is known of the others.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nn/averaging.h"
#include "together/member.h"

namespace inkling {

// A Score says how often answers are right. `test` is the accuracy on the test set, and nothing
// where that has not arrived.
struct Score {
  std::optional<double> test;
  int right = 0;     // Of the drawings, this many.
  int drawings = 0;  // There are so many.
};

// An Entry is a member with what has been found out.
struct Entry {
  Member member;
  int start = 0;          // Members with the same number began from the same weights.
  int first_drawing = 0;  // Of all members' drawings, its own begin here.
  std::optional<Matrix<float>> test_answers{};     // [test images, 10]
  std::optional<Matrix<float>> drawing_answers{};  // [drawings of all, 10]
};

// A Mix is two means of some members.
struct Mix {
  enum class NoMean { kNone, kLayers, kActivation };
  std::vector<int> members;
  bool alike = false;              // All of them began from the same weights.
  NoMean no_mean = NoMean::kNone;  // For this reason there is no mean of the weights.
  std::optional<Network<float>> mean{};
  std::optional<Score> weights{};
  std::optional<Score> answers{};
};

// A network, and itself with its hidden units in another order.
struct Shuffled {
  double itself = 0;  // The accuracy that both have on the test set.
  double mean = 0;    // And that of the mean of their weights.
};

class Together {
 public:
  // Returns false, and takes nothing, where the same file is here already.
  bool add(Member member);
  void remove(int index);
  void clear();

  // Does the next piece of work. Returns false where there is none: all is known, but for what
  // needs the test set where `test` is still empty.
  bool advance(Examples test);

  const std::vector<Entry>& entries() const { return entries_; }
  // All members are the first mix. Where some began alike, but not all of them, the second one is
  // of the largest group that did, and the third one of one member from each start.
  const std::vector<Mix>& mixes() const { return mixes_; }
  // Of the first network with hidden units, once it is known.
  const std::optional<Shuffled>& shuffled() const { return shuffled_; }
  Examples drawings() const { return {pixels_, labels_}; }

  // Returns nothing where it is not known yet.
  std::optional<double> test_accuracy(const Entry& entry) const;
  // Returns how many of the drawings of the other members it gets right, and how many these are.
  std::optional<Score> on_others_drawings(const Entry& entry) const;

 private:
  void begin_anew();
  // Returns the number of the start that a network shares with a member, or the next one.
  int start_of(const Network<float>& network) const;
  // The starts are numbered from 0 on in the order of their first members.
  void renumber_starts();
  void make_mixes();
  bool answer_next(Examples test);
  bool mix_next(Examples test);
  bool shuffle_next(Examples test);
  Score score_of(const Matrix<float>* test_answers, const Matrix<float>& drawing_answers) const;

  std::vector<Entry> entries_;
  std::vector<Mix> mixes_;
  std::optional<Shuffled> shuffled_;
  // They are the drawings of all members, one after the other.
  std::vector<std::uint8_t> pixels_;
  std::vector<std::uint8_t> labels_;
  std::vector<std::uint8_t> test_labels_;
};

}  // namespace inkling
