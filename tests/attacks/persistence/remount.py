# id: remount
# category: persistence
# tries: mounts, unshares and changes roots to get out of the sandbox
# expect: no gain

# %%
import ctypes
import os
import subprocess

libc = ctypes.CDLL(None, use_errno=True)
print(libc.mount(b"none", b"/", None, 4096 | 32, None), libc.umount2(b"/proc", 2))
for flag in (0x10000000, 0x00020000, 0x20000000, 0x40000000):
    print(flag, libc.unshare(flag))
for name in ("mnt", "net", "pid", "user"):
    try:
        print(libc.setns(os.open(f"/proc/1/ns/{name}", os.O_RDONLY), 0))
    except OSError as error:
        print(error)
for command in ("mount -o remount,rw /", "unshare -r id", "chroot / id", "sudo -n id", "su -c id"):
    done = subprocess.run(command, shell=True, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    print(command, done.returncode)
try:
    open(f"{HOME}/{MARK}", "w").write("left")
except OSError as error:
    print(error)
