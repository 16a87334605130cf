// Of the test only: a multitouch screen (evdev protocol B, as the Pi's own panel has) made by uinput inside
// the machine. Reads lines from the file named: "down X Y", "move X Y", "up", "plug", "unplug", in pixels of
// a panel of WIDTH x HEIGHT. Usage: touchd FILE WIDTH HEIGHT
#include <errno.h>
#include <fcntl.h>
#include <linux/uinput.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int device = -1;
static int width, height, finger = 1;

static void event(int type, int code, int value) {
    struct input_event one;
    memset(&one, 0, sizeof one);
    one.type = (unsigned short)type;
    one.code = (unsigned short)code;
    one.value = value;
    if (write(device, &one, sizeof one) < 0) perror("touchd: write");
}

static void axis(int code, int largest) {
    struct uinput_abs_setup setup;
    memset(&setup, 0, sizeof setup);
    setup.code = (unsigned short)code;
    setup.absinfo.maximum = largest;
    ioctl(device, UI_SET_ABSBIT, code);
    ioctl(device, UI_ABS_SETUP, &setup);
}

static int plug(void) {
    struct uinput_setup setup;
    device = open("/dev/uinput", O_WRONLY | O_CLOEXEC);
    if (device < 0) return perror("touchd: /dev/uinput"), 1;
    ioctl(device, UI_SET_EVBIT, EV_KEY);
    ioctl(device, UI_SET_KEYBIT, BTN_TOUCH);
    ioctl(device, UI_SET_EVBIT, EV_ABS);
    ioctl(device, UI_SET_PROPBIT, INPUT_PROP_DIRECT);
    axis(ABS_X, width - 1);
    axis(ABS_Y, height - 1);
    axis(ABS_MT_POSITION_X, width - 1);
    axis(ABS_MT_POSITION_Y, height - 1);
    axis(ABS_MT_SLOT, 9);
    axis(ABS_MT_TRACKING_ID, 65535);
    memset(&setup, 0, sizeof setup);
    setup.id.bustype = BUS_I2C;
    strcpy(setup.name, "Small Places test panel");
    ioctl(device, UI_DEV_SETUP, &setup);
    if (ioctl(device, UI_DEV_CREATE) < 0) return perror("touchd: create"), 1;
    return 0;
}

static void unplug(void) {
    ioctl(device, UI_DEV_DESTROY);
    close(device);
    device = -1;
}

static void place(int x, int y) {
    event(EV_ABS, ABS_MT_POSITION_X, x);
    event(EV_ABS, ABS_MT_POSITION_Y, y);
    event(EV_ABS, ABS_X, x);
    event(EV_ABS, ABS_Y, y);
    event(EV_SYN, SYN_REPORT, 0);
}

static void obey(const char* line) {
    int x, y;
    if (sscanf(line, "down %d %d", &x, &y) == 2) {
        event(EV_ABS, ABS_MT_SLOT, 0);
        event(EV_ABS, ABS_MT_TRACKING_ID, finger++);
        event(EV_KEY, BTN_TOUCH, 1);
        place(x, y);
    } else if (sscanf(line, "move %d %d", &x, &y) == 2) {
        place(x, y);
    } else if (strncmp(line, "up", 2) == 0) {
        event(EV_ABS, ABS_MT_TRACKING_ID, -1);
        event(EV_KEY, BTN_TOUCH, 0);
        event(EV_SYN, SYN_REPORT, 0);
    } else if (strncmp(line, "unplug", 6) == 0) {
        unplug();
    } else if (strncmp(line, "plug", 4) == 0) {
        plug();
    }
}

int main(int count, char** arguments) {
    char line[64];
    FILE* in = NULL;
    if (count != 4) return fputs("Usage: touchd FILE WIDTH HEIGHT\n", stderr), 2;
    width = atoi(arguments[2]);
    height = atoi(arguments[3]);
    if (plug() != 0) return 1;
    while (in == NULL) {
        in = fopen(arguments[1], "r");
        if (in == NULL) usleep(100 * 1000);
    }
    for (;;) {
        if (fgets(line, sizeof line, in) != NULL) {
            obey(line);
        } else { // nobody is connected at the other end
            clearerr(in);
            usleep(50 * 1000);
        }
    }
}
