// malloc_trim: glibc keeps freed memory until it is told to give it back, and Swift's Glibc module leaves it out.
#include <malloc.h>
