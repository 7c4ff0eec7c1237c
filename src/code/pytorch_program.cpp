#include "code/pytorch_program.h"

#include "code/program_writer.h"

namespace inkling {
namespace {

using Phase = ProgramLine::Phase;

// Turns, slants, stretches and shifts as data/deform.cpp does, with its limits: PyTorch's
// coordinates go from -1 to 1, so that 0.7 pixels are 0.7 / 14.
constexpr const char* kAugmentFunction[] = {
    "    def between(limit):",
    "        return (2 * torch.rand(len(images)) - 1) * limit",
    "",
    "    angle, slant = between(0.22), between(0.22)",
    "    size, aspect = 1 + between(0.08), between(0.12).exp()",
    "    wide, high, cos, sin = size * aspect, size / aspect, angle.cos(), angle.sin()",
    "    shift_x, shift_y = between(0.7 / 14), between(0.7 / 14)",
    "    from_x = torch.stack([wide * cos, wide * (cos * slant - sin), shift_x], dim=1)",
    "    from_y = torch.stack([high * sin, high * (sin * slant + cos), shift_y], dim=1)",
    "    places = nn.functional.affine_grid(",
    "        torch.stack([from_x, from_y], dim=1), (len(images), 1, 28, 28), align_corners=False)",
    "    pictures = images.reshape(-1, 1, 28, 28)",
    "    return nn.functional.grid_sample(pictures, places, align_corners=False).reshape(-1, 784)",
    "",
    "",
};

const char* torch_activation(Activation activation) {
  switch (activation) {
    case Activation::kRelu:
      return "nn.ReLU";
    case Activation::kSigmoid:
      return "nn.Sigmoid";
    case Activation::kTanh:
      return "nn.Tanh";
  }
  return "";
}

void add_torch_data(ProgramWriter& writer, const Settings& settings) {
  writer.begin(Phase::kLoad);
  writer.add("def load(train):");
  writer.add("    \"\"\"" + writer.words(ProgramWords::kLoads) + "\"\"\"");
  writer.add("    from torchvision import datasets");
  writer.add("");
  writer.add("    data = datasets.MNIST(\"mnist\", train=train, download=True)",
             "src/data/idx.cpp: parse_idx");
  writer.add("    return data.data.reshape(-1, 784).float() / 255, data.targets",
             "src/nn/trainer.cpp: load_dense");
  writer.add("");
  writer.add("");
  if (settings.augment) {
    writer.add("def augment(images):", kDeformedInOurCode, writer.words(ProgramWords::kNotThere));
    writer.add("    \"\"\"" + writer.words(ProgramWords::kTorchDeforms));
    writer.add("    " + writer.words(ProgramWords::kTorchDeformsMore) + "\"\"\"");
    for (const char* line : kAugmentFunction) writer.add(line);
  }
  writer.begin(Phase::kNone);
  writer.add("torch.manual_seed(" + std::to_string(settings.seed) + ")",
             "src/math/random.h: Random", count_was(settings.seed, article_settings().seed));
  writer.add("");
  writer.begin(Phase::kLoad);
  writer.add("x_train, y_train = load(train=True)");
  writer.add("x_test, y_test = load(train=False)");
  if (settings.train_images != article_settings().train_images) {
    const std::string slice = "[:" + std::to_string(settings.train_images) + "]";
    writer.add("x_train, y_train = x_train" + slice + ", y_train" + slice,
               "src/nn/settings.h: train_images", std::to_string(article_settings().train_images));
  }
  writer.add("");
}

void add_torch_model(ProgramWriter& writer, const Settings& settings) {
  writer.begin(Phase::kModel);
  const std::string activation = torch_activation(settings.activation);
  writer.add("model = nn.Sequential(", "src/nn/network.h: Network");
  const std::string not_there = writer.words(ProgramWords::kNotThere);
  int inputs = 784;
  for (std::size_t i = 0; i < settings.hidden.size(); ++i) {
    const int units = settings.hidden[i];
    const bool there = i < article_settings().hidden.size();
    const std::string before = i == 0 ? "" : not_there;
    writer.add("    nn.Linear(" + std::to_string(inputs) + ", " + std::to_string(units) + "),",
               "src/nn/network.cpp: dense_forward",
               there && units != article_settings().hidden[i]
                   ? std::to_string(article_settings().hidden[i])
                   : before);
    writer.add("    " + activation + "(),", "src/nn/activation.h: apply_activation",
               there && settings.activation != article_settings().activation
                   ? torch_activation(article_settings().activation)
                   : before);
    if (settings.dropout != 0) {
      writer.add("    nn.Dropout(" + python_number(settings.dropout) + "),",
                 "src/nn/network.cpp: drop_units", not_there);
    }
    inputs = units;
  }
  const int last = article_settings().hidden.back();
  writer.add("    nn.Linear(" + std::to_string(inputs) + ", 10),",
             "src/nn/network.cpp: dense_forward", inputs == last ? "" : std::to_string(last));
  writer.add(")");
  writer.add_comment(ProgramWords::kGlorot);
  writer.add("for parameter in model.parameters():", "src/nn/network.cpp: initialise");
  writer.add("    if parameter.ndim == 2:");
  writer.add("        nn.init.xavier_uniform_(parameter)");
  writer.add("    else:");
  writer.add("        nn.init.zeros_(parameter)");
  writer.add("");
}

// PyTorch adds epsilon beside the root of rmsprop's average; we add it under the root, as Keras
// does. For gradients near zero, which pixels at the rim have, that is the larger by far, and its
// root comes nearest to it everywhere.
std::string torch_optimizer(const Settings& settings) {
  const std::string parameters = settings.l2 != 0 ? "parameters" : "model.parameters()";
  const std::string given = "(" + parameters + ", lr=" + python_number(settings.learning_rate);
  switch (settings.optimizer) {
    case OptimizerKind::kSgd:
      return "torch.optim.SGD" + given + ")";
    case OptimizerKind::kMomentum:
      return "torch.optim.SGD" + given + ", momentum=" + python_number(kMomentum) + ")";
    case OptimizerKind::kRmsprop:
      return "torch.optim.RMSprop" + given + ", alpha=" + python_number(kRho) +
             ", eps=1e-7 ** 0.5)";
    case OptimizerKind::kAdam:
      return "torch.optim.Adam" + given + ", eps=1e-7)";
  }
  return "";
}

void add_torch_optimizer(ProgramWriter& writer, const Settings& settings) {
  writer.begin(Phase::kCompile);
  writer.add("loss_of = nn.CrossEntropyLoss()  # " + writer.words(ProgramWords::kIncludesSoftmax),
             "src/nn/loss.cpp: cross_entropy");
  if (settings.l2 != 0) {
    writer.add_comment(ProgramWords::kSlopeOfL2);
    writer.add("parameters = [", "src/nn/optimizer.h: l2",
               writer.words(ProgramWords::kWithout, {"weight_decay"}));
    writer.add(
        "    {\"params\": [p for p in model.parameters() if p.ndim == 2], "
        "\"weight_decay\": 2 * " +
        python_number(settings.l2) + "},");
    writer.add("    {\"params\": [p for p in model.parameters() if p.ndim == 1]},");
    writer.add("]");
  }
  if (settings.optimizer == OptimizerKind::kRmsprop) {
    writer.add_comment(ProgramWords::kEpsilon);
  }
  if (settings.optimizer == OptimizerKind::kMomentum && settings.schedule == Schedule::kCosine) {
    writer.add_comment(ProgramWords::kMomentum);
  }
  std::string was =
      writer.optimizer_was(settings, settings.learning_rate != article_settings().learning_rate);
  writer.add_was(was, settings.l2 != 0, "model.parameters()");
  writer.add("optimizer = " + torch_optimizer(settings),
             "src/math/kernels/step_rule.h: step_parameter", was);
  if (settings.schedule == Schedule::kCosine) {
    writer.add("schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=" +
                   std::to_string(settings.epochs) + " * " +
                   std::to_string(steps_per_epoch(settings)) + ")",
               "src/nn/trainer.cpp: learning_rate", writer.words(ProgramWords::kConstant));
  }
  writer.add("");
}

void add_torch_training(ProgramWriter& writer, const Settings& settings) {
  writer.begin(Phase::kFit);
  writer.add("model.train()");
  writer.add("for epoch in range(" + std::to_string(settings.epochs) + "):",
             "src/nn/trainer.cpp: advance", count_was(settings.epochs, article_settings().epochs));
  writer.add("    order = torch.randperm(len(x_train))", "src/nn/trainer.cpp: begin_epoch");
  writer.add("    for batch in order.split(" + std::to_string(settings.batch_size) + "):",
             "src/nn/trainer.cpp: next_batch",
             count_was(settings.batch_size, article_settings().batch_size));
  if (settings.augment) {
    writer.begin(Phase::kLoad);
    writer.add("        images = augment(x_train[batch])", "src/data/augment.cpp: augment",
               "x_train[batch]");
  }
  writer.begin(Phase::kForward);
  writer.add(std::string("        logits = model(") +
                 (settings.augment ? "images" : "x_train[batch]") + ")",
             "src/nn/network.cpp: forward");
  writer.add("        loss = loss_of(logits, y_train[batch])",
             "src/nn/loss.cpp: cross_entropy_backward");
  writer.begin(Phase::kBackward);
  writer.add("        optimizer.zero_grad()");
  writer.add("        loss.backward()", "src/nn/network.cpp: backward");
  writer.begin(Phase::kUpdate);
  writer.add("        optimizer.step()", "src/nn/optimizer.cpp: step");
  if (settings.schedule == Schedule::kCosine) {
    writer.add("        schedule.step()", "src/nn/trainer.cpp: learning_rate",
               writer.words(ProgramWords::kNotThere));
  }
  writer.begin(Phase::kFit);
  writer.add("    print(f\"epoch {epoch + 1}: loss {loss.item():.4f} in its last batch\")");
  writer.add("");
}

}  // namespace

Program pytorch_program(const Settings& settings, Language language) {
  ProgramWriter writer(language);
  writer.add_comment(ProgramWords::kTorchTitle);
  writer.add("import torch");
  writer.add("from torch import nn");
  writer.add("");
  writer.add("");
  add_torch_data(writer, settings);
  add_torch_model(writer, settings);
  add_torch_optimizer(writer, settings);
  add_torch_training(writer, settings);
  writer.begin(Phase::kEvaluate);
  writer.add("model.eval()");
  writer.add("with torch.no_grad():", "src/nn/metrics.cpp: evaluate");
  writer.add("    correct = (model(x_test).argmax(dim=1) == y_test).sum().item()");
  writer.add("print(f\"test accuracy: {correct / len(y_test):.4f}\")",
             "src/nn/metrics.h: accuracy");
  return writer.take();
}

}  // namespace inkling
