# id: background-shell
# category: persistence
# tries: leaves shells running, with nohup, setsid and the %%bash magic
# expect: no gain

# %%
import subprocess

for start in (["nohup"], ["setsid"], []):
    subprocess.Popen([*start, "sh", "-c", "sleep 60", MARK], start_new_session=True)
# %%
%%bash --bg
sleep 60
