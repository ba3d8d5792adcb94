#include "driver/driver.h"

int main(int argc, char** argv) { return krait::driver::run_krait(argc, argv); }
