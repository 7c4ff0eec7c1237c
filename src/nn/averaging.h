// Makes one network of several: by the mean of their weights, as federated averaging does (McMahan,
// Moore, Ramage, Hampson and Agüera y Arcas 2017, "Communication-Efficient Learning of Deep
// Networks from Decentralized Data", arXiv:1602.05629), or by the mean of their answers (an
// ensemble: Hansen and Salamon 1990, doi:10.1109/34.58871).
//
// The mean of the answers is of use whatever the networks are. The mean of the weights is one only
// where a unit does the same thing in all of them: hidden units can stand in any order without a
// change of the answers, and networks that began from different random weights have theirs in
// different orders.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "math/matrix.h"
#include "nn/examples.h"
#include "nn/network.h"

namespace inkling {

using NetworkList = std::vector<const Network<float>*>;

// Returns the network each of whose parameters is the mean of theirs. Fails with kBadModel where
// there are fewer than two, or where they differ in layers or activation: then nothing says which
// weights belong together.
Result<Network<float>> mean_of_weights(const NetworkList& networks);

// Returns the probabilities that a network gives to the classes: [count, classes].
Matrix<float> answers_of(const Network<float>& network, Examples examples);

// Returns the mean of the probabilities that several networks give. All are [count, classes].
Matrix<float> mean_of_answers(std::span<const Matrix<float>* const> answers);

// Returns for how many examples the likeliest class is the label.
int count_right(const Matrix<float>& answers, std::span<const std::uint8_t> labels);

// Returns the cosine of the angle between the first layers' weights of two networks, which are of
// one shape: 1 where all are the same, and about 0 where one does not follow from the other.
// Weights move little from where they began, so that this tells whether two networks began alike.
double likeness(const Network<float>& one, const Network<float>& other);

// From here on two networks count as having begun from the same weights. After 20 epochs with
// 30,000 images each, those that had were at 0.69 (784-128-64-10) and 0.77 (784-512-10), those that
// had not at 0.005 and 0.004.
inline constexpr double kBeganAlike = 0.3;

// Returns the same function as another network: the hidden units of each layer stand in an order
// that is drawn with the seed.
Network<float> with_shuffled_units(const Network<float>& network, std::uint64_t seed);

}  // namespace inkling
