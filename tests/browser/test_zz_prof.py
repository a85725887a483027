import time, json, pytest
from tests.browser.conftest import *
from tests.browser.test_every_page import *
from tests.browser.sights import SIGHTS
from axe_playwright_python.base import AXE_SCRIPT
def test_prof(desk, screenshots):
    for name in ("radios","grid","review","front","chapters"):
        sight=next(s for s in SIGHTS if s.name==name)
        desk.site.cookie(sight.visitor,"ro")
        T=[time.time()]
        def lap(): T.append(time.time())
        page=desk.blank(sight.visitor,"ro",1280); lap()
        page.goto(desk.site.address+sight.path); lap()
        page.screenshot(path="/tmp/x.png",full_page=True); lap()
        page.evaluate(AXE_SCRIPT); lap()
        page.evaluate("axe.run(%s).then(()=>1)"%json.dumps({"reporter":"no-passes","rules":{"color-contrast":{"enabled":False}}})); lap()
        page.evaluate("axe.run(%s).then(()=>1)"%json.dumps({"reporter":"no-passes"})); lap()
        page.set_viewport_size({"width":360,"height":900}); lap()
        page.evaluate("axe.run(%s).then(()=>1)"%json.dumps({"reporter":"no-passes","rules":{"color-contrast":{"enabled":False}}})); lap()
        page.evaluate(WIDER_THAN_SCREEN); lap()
        page.close(); lap()
        print(name, [round(b-a,2) for a,b in zip(T,T[1:])])
