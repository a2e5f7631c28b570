# id: crontab
# category: persistence
# tries: asks other programs to run something later
# expect: no gain

# %%
import subprocess

for command in (f"echo '# {MARK}' | crontab -", f"echo {MARK} | at now", f"systemd-run --user sleep 60 {MARK}"):
    subprocess.run(command, shell=True, capture_output=True)
