#include "cli/commands.h"

int main(int argc, char** argv) { return inkling::run_command_line({argv + 1, argv + argc}); }
