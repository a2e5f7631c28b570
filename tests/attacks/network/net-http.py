# id: net-http
# category: network
# tries: makes an HTTP request
# expect: no gain

# %%
from urllib.request import urlopen

urlopen(f"http://127.0.0.1:{PORT}/{MARK}", timeout=0.5)
# %%
!curl -s -m 1 http://127.0.0.1:$PORT/
