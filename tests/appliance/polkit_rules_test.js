// Runs the polkit rules of the kiosk with a mocked polkit: every action of UDisks2 x drive x user.
// Usage: node polkit_rules_test.js RULES_FILE
"use strict";
const fs = require("fs");
const vm = require("vm");

const Result = { NO: "no", YES: "yes", AUTH_ADMIN: "auth_admin", NOT_HANDLED: null };
const rules = [];
vm.runInNewContext(fs.readFileSync(process.argv[2], "utf8"),
    { polkit: { Result, addRule: (rule) => rules.push(rule), log: () => {} } });

// All actions of UDisks2 2.9.4 (Debian 12) and 2.10.1 (Debian 13), and one that may come.
const udisks = ("filesystem-mount filesystem-mount-system filesystem-mount-other-seat filesystem-fstab " +
    "filesystem-unmount-others filesystem-take-ownership encrypted-unlock encrypted-unlock-system " +
    "encrypted-unlock-other-seat encrypted-unlock-crypttab encrypted-lock-others encrypted-change-passphrase " +
    "encrypted-change-passphrase-system loop-setup loop-delete-others loop-modify-others manage-swapspace " +
    "manage-md-raid power-off-drive power-off-drive-system power-off-drive-other-seat eject-media " +
    "eject-media-system eject-media-other-seat modify-device modify-device-system modify-device-other-seat rescan " +
    "open-device open-device-system modify-system-configuration read-system-configuration-secrets " +
    "modify-drive-settings ata-smart-update ata-smart-simulate ata-smart-selftest ata-smart-enable-disable " +
    "ata-check-power ata-standby ata-standby-system ata-standby-other-seat ata-secure-erase nvme-connect " +
    "nvme-disconnect nvme-set-hostnqn-id nvme-smart-update nvme-smart-selftest nvme-sanitize-namespace " +
    "nvme-format-namespace cancel-job cancel-job-other-user something-new").split(" ")
    .map((name) => "org.freedesktop.udisks2." + name);
const others = ["org.freedesktop.login1.power-off", "org.freedesktop.timedate1.set-time",
    "org.freedesktop.udisks2evil.filesystem-mount", "com.example.org.freedesktop.udisks2.filesystem-mount"];
const allowed = new Set(["filesystem-mount", "eject-media", "power-off-drive"]
    .flatMap((name) => [name, name + "-other-seat"]).map((name) => "org.freedesktop.udisks2." + name));
const drives = [
    { "drive.removable": "true", "drive.removable.bus": "usb" },
    { "drive.removable": "true", "drive.removable.bus": "usb", "id.label": "\"); polkit.Result.YES //" },
    { "drive.removable": "true", "drive.removable.bus": "sdio" },
    { "drive.removable": "true" },
    { "drive.removable.bus": "usb" },
    { "drive.removable": "false", "drive.removable.bus": "usb" },
    {},
];
const users = ["smallplaces", "root", "pi", "smallplaces2", "", undefined];

let checked = 0;
let wrong = 0;
for (const id of udisks.concat(others)) {
    for (const drive of drives) {
        for (const user of users) {
            const action = { id, lookup: (key) => drive[key] };
            let answer = null;
            for (const rule of rules) {
                answer = rule(action, { user, local: false, active: false, isInGroup: () => false });
                if (answer) break;
            }
            const mine = user === "smallplaces" && udisks.includes(id);
            const stick = drive["drive.removable"] === "true" && drive["drive.removable.bus"] === "usb";
            const expected = !mine ? null : stick && allowed.has(id) ? "yes" : "no";
            ++checked;
            if ((answer || null) !== expected) {
                ++wrong;
                console.log(`${id} for ${user} on ${JSON.stringify(drive)}: ${answer}, not ${expected}`);
            }
        }
    }
}
if (rules.length !== 1) {
    ++wrong;
    console.log(`${rules.length} rules, not 1`);
}
console.log(`${checked} questions asked, ${wrong} answered wrongly`);
process.exit(wrong === 0 ? 0 : 1);
