#include "together/member.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "app/core/work_file.h"
#include "data/ink.h"
#include "model/safetensors.h"

using namespace inkling;

namespace {

using MemberFile = std::vector<std::uint8_t>;

Network<float> network_in_file(std::uint64_t seed, int classes = kDigits) {
  Network<float> network({.layers = {784, 3, classes}});
  network.initialise(seed);
  return network;
}

Work work_with(const Network<float>& network) {
  Work work;
  work.network.layers = network.shape().layers;
  work.network.activation = network.shape().activation;
  work.network.parameters.assign(network.parameters().begin(), network.parameters().end());
  work.network.trained_with.seed = 42;
  work.network.progress.steps = 100;
  return work;
}

const Drawing kMemberStroke = {{{0, 0}, {6, 0}, {2, 10}}};

Refusal refusal_for(const std::string& name, const MemberFile& file) {
  const auto read = read_member(name, file);
  REQUIRE(std::holds_alternative<Refusal>(read));
  return std::get<Refusal>(read);
}

Member member_in(const std::string& name, const MemberFile& file) {
  auto read = read_member(name, file);
  REQUIRE(std::holds_alternative<Member>(read));
  return std::get<Member>(std::move(read));
}

bool weights_are_equal(const Network<float>& one, const Network<float>& other) {
  return one.shape() == other.shape() &&
         std::equal(one.parameters().begin(), one.parameters().end(), other.parameters().begin());
}

}  // namespace

TEST_CASE("a file of saved work gives the network, its seed and the drawings of digits") {
  // The network has one symbol as well.
  const Network<float> network = network_in_file(3, 11);
  Work work = work_with(network);
  work.network.symbol_ids = work.visitor.symbol_ids = {5000};
  work.visitor.drawings = {{.id = 1, .strokes = kMemberStroke, .label = 7},
                           {.id = 2, .strokes = kMemberStroke, .label = 10},
                           {.id = 3, .strokes = kMemberStroke, .label = 1}};
  const Member member = member_in("ann.inkling", to_work_file(work));
  CHECK(member.name == "ann");
  CHECK(weights_are_equal(member.network, with_class_count(network, 10)));
  CHECK(member.seed == 42u);
  CHECK(member.labels == std::vector<std::uint8_t>{7, 1});
  const Picture picture = picture_of(kMemberStroke);
  REQUIRE(member.drawings().count() == 2);
  CHECK(std::equal(picture.begin(), picture.end(), member.drawings().picture(1).begin()));
}

TEST_CASE("without a run of training in the file there is no seed") {
  Work work = work_with(network_in_file(3));
  work.network.progress.steps = 0;
  CHECK_FALSE(member_in("ann.inkling", to_work_file(work)).seed.has_value());
}

TEST_CASE("a safetensors file gives the network, and the seed where its notes have it") {
  const Network<float> network = network_in_file(3);
  const Member plain = member_in("a.safetensors", to_safetensors(network));
  CHECK(weights_are_equal(plain.network, network));
  CHECK_FALSE(plain.seed.has_value());
  CHECK(plain.drawings().count() == 0);
  const auto seed_of = [&](std::map<std::string, std::string> notes) {
    return member_in("a.safetensors", to_safetensors(network, Precision::kFloat32, notes)).seed;
  };
  CHECK(seed_of({{"trained_with", "hidden=3 seed=17 l2=0"}}) == 17u);
  CHECK(seed_of({{"trained_with", "seed=18"}}) == 18u);
  CHECK(seed_of({{"seed", "4294967295"}}) == 4294967295u);
  CHECK_FALSE(seed_of({{"seed", "many"}}).has_value());
  CHECK_FALSE(seed_of({{"trained_with", "hidden=3"}}).has_value());
}

TEST_CASE("each bad file is refused for its own reason") {
  CHECK(refusal_for("a.inkling", {}) == Refusal::kEmpty);
  CHECK(refusal_for("a.txt", {'h', 'e', 'l', 'l', 'o'}) == Refusal::kOtherFormat);
  CHECK(refusal_for("a.inkling", {'h', 'e', 'l', 'l', 'o'}) == Refusal::kDamaged);
  const MemberFile work = to_work_file(work_with(network_in_file(1)));
  MemberFile damaged = work;
  damaged[damaged.size() / 2] ^= 1;
  CHECK(refusal_for("a.inkling", damaged) == Refusal::kDamaged);
  CHECK(refusal_for("a", {work.begin(), work.end() - 9}) == Refusal::kDamaged);
  CHECK(refusal_for("a.inkling", to_work_file({})) == Refusal::kNothingLearned);
  const MemberFile tensors = to_safetensors(network_in_file(1));
  CHECK(refusal_for("a.safetensors", {tensors.begin(), tensors.end() - 4}) == Refusal::kBadNetwork);
  CHECK(refusal_for("a.safetensors", {'h', 'e', 'l', 'l', 'o'}) == Refusal::kBadNetwork);
  CHECK(refusal_for("a.safetensors", to_safetensors(network_in_file(1, 26))) ==
        Refusal::kNotDigits);
}

TEST_CASE(
    "somebody is called after the file, or after its folder where all files are called alike") {
  CHECK(member_name("ann.inkling") == "ann");
  CHECK(member_name("my-work.inkling") == "my-work");
  CHECK(member_name("my-work (2).inkling") == "my-work (2)");
  CHECK(member_name("class.zip/my-work.inkling") == "my-work");
  CHECK(member_name("class.zip/Ann B./my-work.inkling") == "Ann B");
  CHECK(member_name("class.zip/Ann_17/my-work.inkling") == "Ann_17");
  CHECK(member_name("class.zip/week 1/ann.inkling") == "ann");
  CHECK(member_name("Ann/inkling.safetensors") == "Ann");
  CHECK(member_name(".inkling") == ".inkling");
  CHECK(member_name("") == "");
}
