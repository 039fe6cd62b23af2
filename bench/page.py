
from bench.measure import Result
def page_full() -> Result:
    raise NotImplementedError

