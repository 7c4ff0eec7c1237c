// Trains 784-512-10 with RMSprop for some epochs with mlpack on one thread; prints images a second,
// of the best epoch, and on a second line which mlpack it was.
//
// usage: mlpack MNIST_FOLDER EPOCHS
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <mlpack.hpp>
#include <string>
#include <vector>

namespace {

std::vector<unsigned char> bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int, char** arguments) {
  const std::string folder = arguments[1];
  const auto pixels = bytes_of(folder + "/train-images-idx3-ubyte");
  const auto digits = bytes_of(folder + "/train-labels-idx1-ubyte");
  constexpr std::size_t kPixels = 784, kImagesHeader = 16, kLabelsHeader = 8, kBatch = 128;
  const std::size_t count = digits.size() - kLabelsHeader;
  arma::fmat images(kPixels, count);
  std::transform(pixels.begin() + kImagesHeader, pixels.end(), images.begin(),
                 [](unsigned char pixel) { return static_cast<float>(pixel) / 255; });
  arma::fmat labels(1, count);
  std::copy(digits.begin() + kLabelsHeader, digits.end(), labels.begin());

  using Floats = arma::fmat;
  mlpack::FFN<mlpack::NegativeLogLikelihoodType<Floats>, mlpack::GlorotInitialization, Floats>
      network;
  network.Add<mlpack::LinearType<Floats>>(512);
  network.Add<mlpack::ReLUType<Floats>>();
  network.Add<mlpack::LinearType<Floats>>(10);
  network.Add<mlpack::LogSoftMaxType<Floats>>();
  ens::RMSProp rmsprop(0.001, kBatch, 0.9, 1e-7, count, -1);
  rmsprop.ResetPolicy() = false;
  double best = 0;
  for (int epoch = 0; epoch < std::atoi(arguments[2]); ++epoch) {
    const auto start = std::chrono::steady_clock::now();
    network.Train(images, labels, rmsprop);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    best = std::max(best, static_cast<double>(count) / seconds.count());
  }
  std::printf("%f\n%s\n", best, mlpack::util::GetVersion().c_str());
}
