#include "cli/read_picture_command.h"

#include <algorithm>
#include <cstdio>

#include "base/json_fields.h"
#include "cli/image_file.h"
#include "cli/inputs.h"
#include "cli/picture_report.h"
#include "cli/png.h"
#include "nn/metrics.h"

namespace inkling {
namespace {

// Writes what the API's readPicture answers.
std::string json_of(const SheetReading& reading) {
  return json_object([&](JsonWriter& writer) {
    writer.Key("lines");
    writer.StartArray();
    for (const SheetLine& line : reading.lines) {
      const std::string text = line.text();
      if (!text.empty()) writer.String(text.c_str());
    }
    writer.EndArray();
    writer.Key("digits");
    writer.StartArray();
    for (const SheetLine& line : reading.lines) {
      for (const SheetDigit& digit : line.digits) {
        if (digit.standing == Standing::kNone) continue;
        writer.StartObject();
        field(writer, "digit", digit.digit);
        const std::vector<float> probabilities(digit.probabilities.begin(),
                                               digit.probabilities.begin() + kDigits);
        list_field(writer, "probabilities", probabilities);
        const SheetBox& box = digit.box;
        list_field(writer, "box", std::vector<float>{box.x, box.y, box.width, box.height});
        list_field(writer, "image", digit.picture);
        writer.EndObject();
      }
    }
    writer.EndArray();
  });
}

// A mask is shown as black ink on white paper.
GreyImage image_of(const GreyPlane& plane, bool mask) {
  GreyImage image(plane.width, plane.height);
  std::transform(plane.values.begin(), plane.values.end(), image.pixels.begin(),
                 [&](std::uint8_t value) {
                   return mask ? static_cast<std::uint8_t>(value != 0 ? 0 : 255) : value;
                 });
  return image;
}

// Shows what the network sees, a row for each line. What is no digit is on grey.
GreyImage digits_of(const SheetReading& reading) {
  constexpr int kZoom = 2;
  constexpr int kCell = kPictureSide * kZoom + 4;
  std::size_t columns = 1;
  for (const SheetLine& line : reading.lines) columns = std::max(columns, line.digits.size());
  GreyImage image(static_cast<int>(columns) * kCell,
                  std::max(1, static_cast<int>(reading.lines.size())) * kCell);
  for (std::size_t row = 0; row < reading.lines.size(); ++row) {
    const auto& digits = reading.lines[row].digits;
    for (std::size_t column = 0; column < digits.size(); ++column) {
      const int paper = digits[column].standing == Standing::kNone ? 180 : 255;
      for (int y = 0; y < kPictureSide * kZoom; ++y) {
        for (int x = 0; x < kPictureSide * kZoom; ++x) {
          const int ink =
              digits[column].picture[static_cast<std::size_t>(y / kZoom) * kPictureSide +
                                     static_cast<std::size_t>(x / kZoom)];
          image.at(static_cast<int>(column) * kCell + x, static_cast<int>(row) * kCell + y) =
              static_cast<std::uint8_t>(paper * (255 - ink) / 255);
        }
      }
    }
  }
  return image;
}

Status write_steps(const std::filesystem::path& folder, const std::string& name,
                   const SheetReading& reading) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  const SheetSteps& steps = reading.steps;
  const std::pair<const char*, GreyImage> images[] = {
      {"1-grey", image_of(steps.grey, false)}, {"2-flat", image_of(steps.flat, false)},
      {"3-ink", image_of(steps.ink, true)},    {"4-traces", image_of(steps.traces, true)},
      {"5-digits", digits_of(reading)},
  };
  for (const auto& [step, image] : images) {
    const Status written = write_file(folder / (name + "-" + step + ".png"), to_png(image));
    if (!written) return written;
  }
  return Nothing{};
}

Status read_one(const Options& options, const std::filesystem::path& path,
                const SheetNetwork& network) {
  const Result<Bytes> file = read_file(path);
  if (!file) return file.error();
  const Result<ImageFile> image = decode_image(*file);
  if (!image) return Error{image.error().code, path.string() + ": " + image.error().message};
  const Result<SheetReading> reading = read_sheet(image->pixels(), network);
  if (!reading) return Error{reading.error().code, path.string() + ": " + reading.error().message};
  if (options.json) {
    std::printf("%s\n", json_of(*reading).c_str());
  } else {
    if (options.pictures.size() > 1) std::printf("%s:\n", path.string().c_str());
    for (const SheetLine& line : reading->lines) {
      if (const std::string text = line.text(); !text.empty()) std::printf("%s\n", text.c_str());
    }
  }
  if (options.steps.empty()) return Nothing{};
  return write_steps(options.steps, path.stem().string(), *reading);
}

}  // namespace

Status read_picture_command(const Options& options) {
  const Result<Network<float>> network = load_model(options);
  if (!network) return network.error();
  const SheetNetwork probabilities = [&](const Picture& picture) {
    return predict(*network, picture);
  };
  for (const std::string& path : options.pictures) {
    const Status done = read_one(options, path, probabilities);
    if (!done) return done;
  }
  if (options.labels.empty()) return Nothing{};
  const Result<PictureReport> report = report_on_pictures(options.labels, probabilities);
  if (!report) return report.error();
  print(*report);
  return Nothing{};
}

}  // namespace inkling
