# id: alloc-mounts
# category: resource
# tries: a file system in memory, in a user namespace of its own that is asked for in four ways
# expect: no gain
# alone: yes
# memory: 1

# %%
import os
import subprocess
import sys

PROGRAM = r"""
import ctypes, os, struct, sys
libc = ctypes.CDLL(None, use_errno=True)
NEW = 0x10000000 | 0x20000
uid, gid, here = os.getuid(), os.getgid(), os.environ["HOME"] + "/big"
def clone3():
    arguments = ctypes.create_string_buffer(struct.pack("11Q", NEW, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0))
    return libc.syscall(435, arguments, 88)
way = {"unshare": lambda: libc.unshare(NEW), "number": lambda: libc.syscall(272, NEW),
       "clone": lambda: libc.syscall(56, NEW | 17, 0, 0, 0, 0), "clone3": clone3}[sys.argv[1]]
got = way()
if got < 0:
    sys.exit(str(ctypes.get_errno()))
if got > 0:
    os.waitpid(got, 0)
    sys.exit()
for name, line in (("setgroups", "deny"), ("uid_map", f"0 {uid} 1"), ("gid_map", f"0 {gid} 1")):
    open(f"/proc/self/{name}", "w").write(line)
os.makedirs(here, exist_ok=True)
if libc.mount(b"tmpfs", here.encode(), b"tmpfs", 0, b"size=3g") == 0:
    print("mounted", flush=True)
    for number in range(60):
        with open(f"{here}/{number}", "wb") as file:
            file.write(b"x" * 40_000_000)
"""
for way in ("unshare", "number", "clone", "clone3"):
    done = subprocess.run([sys.executable, "-c", PROGRAM, way], capture_output=True, text=True)
    if "mounted" in done.stdout:
        print(FOUND, way)
