// What generated code includes. Hot paths are inline here; cold ones are in the archive built from runtime/*.c.
#pragma once

#include "version.h"

#include "base.h"
#include "convert.h"
#include "int.h"
#include "machine_int.h"
#include "float.h"
#include "object.h"
#include "code.h"
#include "exception.h"
#include "unpack.h"
#include "display.h"
#include "namespace.h"
#include "class_statement.h"
#include "class.h"
#include "generator.h"
#include "match.h"
#include "list.h"
#include "str.h"
#include "dict.h"
#include "builtin.h"
