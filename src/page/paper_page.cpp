#include "page/paper_page.h"

#include <emscripten/emscripten.h>

#include <utility>

// clang-format off
EM_JS(void, page_choose_picture, (), { Module.host.choosePicture(); });
EM_JS(void, page_open_practice_sheet, (), { Module.host.openPracticeSheet(); });
EM_JS(void, page_forget_picture, (), { Module.host.forgetPicture(); });
EM_JS(void, page_show_picture_step, (int step, int width, int height, const std::uint8_t* grey), {
  Module.host.showPictureStep(step, width, height, HEAPU8.slice(grey, grey + width * height));
});
EM_JS(void, page_open_camera, (bool front), { Module.host.openCamera(Boolean(front)); });
EM_JS(void, page_next_camera_frame, (), { Module.host.nextCameraFrame(); });
EM_JS(void, page_freeze_camera, (), { Module.host.freezeCamera(); });
EM_JS(void, page_close_camera, (), { Module.host.closeCamera(); });
EM_JS(void, wake_page, (), { Module.host.wake(); });
// clang-format on

namespace inkling {
namespace {

class PagePaperHost : public PaperHost {
 public:
  void choose_picture() override { page_choose_picture(); }
  void open_practice_sheet() override { page_open_practice_sheet(); }
  void forget_picture() override { page_forget_picture(); }
  void show_picture_step(int step, int width, int height,
                         std::span<const std::uint8_t> grey) override {
    page_show_picture_step(step, width, height, grey.data());
  }
  void open_camera(bool front) override { page_open_camera(front); }
  void next_camera_frame() override { page_next_camera_frame(); }
  void freeze_camera() override { page_freeze_camera(); }
  void close_camera() override { page_close_camera(); }
};

PagePaperHost page_paper_host;

}  // namespace

PaperHost& paper_host() { return page_paper_host; }

}  // namespace inkling

using namespace inkling;

extern "C" {

// A picture that the visitor gave is being decoded. Returns false where no place is for it.
EMSCRIPTEN_KEEPALIVE bool app_expect_picture() {
  wake_page();
  return shown_paper().expect_picture();
}

// The pixels are [height, width, 4]. A picture of the camera is followed by others.
EMSCRIPTEN_KEEPALIVE void app_take_picture(const std::uint8_t* pixels, int width, int height,
                                           int full_width, int full_height, bool of_camera) {
  const std::size_t size = 4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  DecodedPicture picture{.pixels = {pixels, pixels + size},
                         .width = width,
                         .height = height,
                         .full_width = full_width,
                         .full_height = full_height};
  if (of_camera) return shown_paper().take_camera_frame(std::move(picture));
  shown_paper().take_picture(std::move(picture));
  wake_page();
}

EMSCRIPTEN_KEEPALIVE void app_refuse_picture(const char* reason) {
  shown_paper().refuse_picture(reason);
  wake_page();
}

EMSCRIPTEN_KEEPALIVE void app_camera_started() {
  shown_paper().camera_started();
  wake_page();
}

EMSCRIPTEN_KEEPALIVE void app_camera_failed(const char* reason) {
  shown_paper().camera_failed(reason);
  wake_page();
}
}
