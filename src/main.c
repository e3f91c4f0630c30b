#include <stdio.h>

int
main(void)
{
    fputs("usage: fichepress COMMAND [options]\n", stderr);
    return 2;
}
