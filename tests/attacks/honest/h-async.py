# id: h-async
# category: honest
# tries: top-level await and a coroutine
# expect: full marks

# %%
import asyncio

await asyncio.sleep(0.01)
# %%
async def work():
    return 3


value = await work()
assert value == 3
