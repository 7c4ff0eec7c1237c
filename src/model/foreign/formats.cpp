#include "model/foreign/formats.h"

#include <algorithm>
#include <cassert>
#include <string>

namespace inkling {
namespace {

constexpr UnreadFormat kUnreadFormats[] = {
    {"tflite", "TensorFlow Lite",
     "model = keras.models.load_model(\"model.h5\")  # what it was made from\n"
     "model.save(\"mnist.keras\")"},
    {"saved-model", "TensorFlow SavedModel",
     "model = tf.keras.models.load_model(\"folder\")  # the folder that it lies in\n"
     "model.save(\"mnist.h5\")"},
    {"tfjs", "TensorFlow.js",
     "model = tensorflowjs.converters.load_keras_model(\"model.json\")\n"
     "model.save(\"mnist.h5\")"},
    {"pickle", "Python pickle",
     "model = joblib.load(\"model.joblib\")\n"
     "numpy.savez(\"mnist.npz\", *model.coefs_, *model.intercepts_)"},
    {"torch-old", "old PyTorch",
     "state = torch.load(\"model.pt\", map_location=\"cpu\")\n"
     "torch.save(state, \"mnist.pt\")"},
    {"torch-model", "whole PyTorch model",
     "model = torch.load(\"model.pt\", map_location=\"cpu\", weights_only=False)\n"
     "torch.save(model.state_dict(), \"mnist.pt\")"},
    {"hdf5", "HDF5",
     "model = keras.models.load_model(\"mnist.h5\")\n"
     "numpy.savez(\"mnist.npz\", *model.get_weights())"},
    {"keras", "Keras",
     "model = keras.models.load_model(\"mnist.keras\")\n"
     "numpy.savez(\"mnist.npz\", *model.get_weights())"},
};

bool begins_with(std::span<const std::uint8_t> bytes, std::string_view start, std::size_t at = 0) {
  return bytes.size() >= at + start.size() &&
         std::equal(start.begin(), start.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

std::string_view unread_id(std::string_view name, std::span<const std::uint8_t> bytes) {
  using namespace std::string_view_literals;
  constexpr auto kPickle = "\x80"sv;
  // It is the number 0x1950a86a20f9469cfc6c, which every file of PyTorch before 1.6 begins with.
  constexpr auto kOldTorch = "\x80\x02\x8a\x0al\xfc\x9c"sv;
  constexpr auto kHdf5 = "\x89HDF\r\n\x1a\n"sv;
  if (begins_with(bytes, "TFL3"sv, 4)) return "tflite";
  if (begins_with(bytes, kHdf5)) return "hdf5";
  if (begins_with(bytes, kOldTorch)) return "torch-old";
  if (begins_with(bytes, kPickle) || name.ends_with(".joblib") || name.ends_with(".pkl")) {
    return "pickle";
  }
  if (begins_with(bytes, "{"sv)) return "tfjs";
  if (name.ends_with(".tflite")) return "tflite";
  if (name.ends_with(".pb")) return "saved-model";
  return "";
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
  return {ErrorCode::kModelFormat,
          std::string("This is a ") + format->name +
              " file, which cannot be read here. These lines of Python make one that can:\n" +
              format->python,
          format->id};
}

}  // namespace inkling
