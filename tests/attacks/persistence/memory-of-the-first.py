# id: memory-of-the-first
# category: persistence
# tries: writes into the memory of the processes above it, the first one of all included
# expect: no gain

# %%
import os

for number in {1, os.getppid(), os.getpid() - 1}:
    try:
        with open(f"/proc/{number}/maps") as maps:
            place = next(int(line.split("-")[0], 16) for line in maps if "r-xp" in line)
        with open(f"/proc/{number}/mem", "r+b", buffering=0) as memory:
            memory.seek(place)
            held = memory.read(16)
            memory.seek(place)
            memory.write(held)
        if number != os.getpid():
            print(FOUND, number)
    except OSError as error:
        print(number, error)
print([name for name in os.listdir("/proc") if name.isdigit()])
filters = [line.split()[1] for line in open("/proc/1/status") if line.startswith("Seccomp:")]
if filters != ["2"]:
    print(FOUND, "no filter for the first", filters)
