#include "model/foreign/formats.h"

#include <algorithm>
#include <cassert>
#include <string>

namespace inkling {
namespace {

constexpr UnreadFormat kUnreadFormats[] = {
    {"tflite", "TensorFlow Lite",
     "model = keras.models.load_model(\"model.h5\")  # what it was made from\n"
     "model.save(\"mnist.keras\")",
     ""},
    {"saved-model", "TensorFlow SavedModel",
     "model = tf.keras.models.load_model(\"folder\")  # the folder that it lies in\n"
     "model.save(\"mnist.h5\")",
     ""},
    {"tfjs", "TensorFlow.js",
     "model = tensorflowjs.converters.load_keras_model(\"model.json\")\n"
     "model.save(\"mnist.h5\")",
     ""},
    {"pickle", "Python pickle",
     "# in the program that made it, with scikit-learn:\n"
     "numpy.savez(\"mnist.npz\", *model.coefs_, *model.intercepts_)\n"
     "# with PyTorch:\n"
     "torch.save(model.state_dict(), \"mnist.pt\")",
     ""},
    {"joblib", "joblib",
     "# in the program that made it:\n"
     "numpy.savez(\"mnist.npz\", *model.coefs_, *model.intercepts_)",
     ""},
    {"torch-old", "old PyTorch",
     "state = torch.load(\"model.pt\", map_location=\"cpu\", weights_only=True)\n"
     "torch.save(state, \"mnist.pt\")",
     ""},
    {"torch-model", "whole PyTorch model",
     "# in the program that made it:\n"
     "torch.save(model.state_dict(), \"mnist.pt\")",
     ""},
    {"hdf5", "HDF5",
     "model = keras.models.load_model(\"mnist.h5\")\n"
     "numpy.savez(\"mnist.npz\", *model.get_weights())",
     ""},
    {"keras", "Keras",
     "model = keras.models.load_model(\"mnist.keras\")\n"
     "numpy.savez(\"mnist.npz\", *model.get_weights())",
     ""},
    {"npy", "NumPy .npy",
     "# A network has several arrays:\n"
     "numpy.savez(\"mnist.npz\", w1, b1, w2, b2)",
     ""},
    {"matlab", "MATLAB",
     "file = scipy.io.loadmat(\"model.mat\")\n"
     "numpy.savez(\"mnist.npz\", file[\"w1\"], file[\"b1\"], file[\"w2\"], file[\"b2\"])",
     ""},
    {"empty", "", "", "This file is empty. Get it again."},
    {"cut", "", "", "This file is cut off: perhaps its download did not finish. Get it again."},
    {"packed", "", "",
     "This archive could not be unpacked: it is damaged, or too large. (The command line reads "
     "only "
     "archives that are not compressed.)"},
    {"large", "", "",
     "The network in this file is too large: one here has at most six hidden layers, and two "
     "million weights and biases."},
    {"picture", "", "", "This file is a picture, not a network."},
    {"data-set", "", "",
     "This file holds a data set, not a network: save the weights of a network that was trained on "
     "it."},
    {"text", "", "", "This file is text, not a network."},
    {"notebook", "", "",
     "This is a notebook, not a network. Run it, and save its network: "
     "model.save(\"mnist.keras\") with Keras, torch.save(model.state_dict(), \"mnist.pt\") with "
     "PyTorch."},
    {"python", "", "",
     "This is a Python program. Train > Code takes one in as text; here, open the file that it "
     "saves its network in."},
    {"onnx-data", "", "",
     "This is the second half of an ONNX file: choose it together with the .onnx."},
    {"unknown", "", "",
     "This is no file of a network that is known here. ONNX, Keras (.keras, .h5), PyTorch "
     "(a state_dict), safetensors and NumPy (.npz) files can be opened."},
};

bool begins_with(std::span<const std::uint8_t> bytes, std::string_view start, std::size_t at = 0) {
  return bytes.size() >= at + start.size() &&
         std::equal(start.begin(), start.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

// Text has no control characters but those that part its lines.
bool is_text(std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kLooked = 1000;
  const auto start = bytes.first(std::min(bytes.size(), kLooked));
  return std::all_of(start.begin(), start.end(), [](std::uint8_t byte) {
    return byte >= ' ' || byte == '\n' || byte == '\r' || byte == '\t';
  });
}

bool holds(std::span<const std::uint8_t> bytes, std::string_view words) {
  const auto found =
      std::search(bytes.begin(), bytes.end(), words.begin(), words.end(),
                  [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); });
  return found != bytes.end();
}

std::string_view id_of_text(std::string_view name, std::span<const std::uint8_t> bytes) {
  using namespace std::string_view_literals;
  const auto begins = [bytes](std::string_view start) { return begins_with(bytes, start); };
  if (begins("{"sv)) {
    if (holds(bytes, "\"nbformat\""sv) || holds(bytes, "\"cell_type\""sv)) return "notebook";
    if (holds(bytes, "\"modelTopology\""sv) || holds(bytes, "\"weightsManifest\""sv)) return "tfjs";
  }
  if (name.ends_with(".ipynb")) return "notebook";
  if (name.ends_with(".py") || begins("import "sv) || begins("from "sv)) return "python";
  return "text";
}

// HDF5's superblock gives the length of the file: at byte 28 in its newer versions, else at 40.
bool is_cut_hdf5(std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kVersionAt = 8, kEnough = 48;
  if (bytes.size() < kEnough) return true;
  const std::size_t at = bytes[kVersionAt] >= 2 ? 28 : 40;
  std::uint64_t size = 0;
  for (std::size_t i = 8; i-- > 0;) size = size << 8 | bytes[at + i];
  return size > bytes.size();
}

std::string_view unread_id(std::string_view name, std::span<const std::uint8_t> bytes) {
  using namespace std::string_view_literals;
  constexpr auto kPickle = "\x80"sv;
  // It is the number 0x1950a86a20f9469cfc6c, which every file of PyTorch before 1.6 begins with.
  constexpr auto kOldTorch = "\x80\x02\x8a\x0al\xfc\x9c"sv;
  constexpr auto kHdf5 = "\x89HDF\r\n\x1a\n"sv;
  constexpr auto kIdxImages = "\x00\x00\x08\x03"sv, kIdxLabels = "\x00\x00\x08\x01"sv;
  constexpr std::size_t kTarMarkAt = 257;
  const auto begins = [bytes](std::string_view start) { return begins_with(bytes, start); };
  const auto ends = [name](const char* end) { return name.ends_with(end); };
  if (bytes.empty()) return "empty";
  if (begins_with(bytes, "TFL3"sv, 4)) return "tflite";
  if (begins(kHdf5)) return is_cut_hdf5(bytes) ? "cut" : "hdf5";
  if (begins(kOldTorch) || begins_with(bytes, "ustar"sv, kTarMarkAt)) return "torch-old";
  if (ends(".joblib")) return "joblib";
  if (begins(kPickle) || ends(".pkl")) return "pickle";
  if (begins("\x89PNG"sv) || begins("\xff\xd8\xff"sv) || begins("GIF8"sv) || begins("BM"sv) ||
      (begins("RIFF"sv) && begins_with(bytes, "WEBP"sv, 8))) {
    return "picture";
  }
  if (begins("\x93NUMPY"sv)) return "npy";
  if (begins("MATLAB"sv)) return "matlab";
  if (begins(kIdxImages) || begins(kIdxLabels) || begins("PAR1"sv)) return "data-set";
  if (ends(".tflite")) return "tflite";
  if (ends(".pb")) return "saved-model";
  if (is_text(bytes)) return id_of_text(name, bytes);
  if (ends(".data")) return "onnx-data";
  // An ONNX file begins with the version of its format, a small number.
  const bool onnx = ends(".onnx") || (begins("\x08"sv) && bytes.size() > 1 && bytes[1] < 64);
  return onnx ? "" : "unknown";
}

}  // namespace

std::span<const UnreadFormat> unread_formats() { return kUnreadFormats; }

const UnreadFormat* find_unread_format(std::string_view id) {
  const auto* found = std::find_if(std::begin(kUnreadFormats), std::end(kUnreadFormats),
                                   [&](const UnreadFormat& format) { return format.id == id; });
  return found == std::end(kUnreadFormats) ? nullptr : found;
}

const UnreadFormat* unread_format_of(std::string_view name, std::span<const std::uint8_t> bytes) {
  return find_unread_format(unread_id(name, bytes));
}

Error refused_format(std::string_view id) {
  const UnreadFormat* format = find_unread_format(id);
  assert(format != nullptr);
  if (*format->python == '\0') return {ErrorCode::kModelFormat, format->words, format->id};
  return {ErrorCode::kModelFormat,
          std::string("Files of this kind (") + format->name +
              ") cannot be read here. These lines of Python make one that can:\n" + format->python,
          format->id};
}

Error refused_part(const std::string& part, const std::string& message) {
  return {ErrorCode::kModelPart, message, part};
}

}  // namespace inkling
