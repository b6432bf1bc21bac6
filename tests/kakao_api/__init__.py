"""A local KakaoTalk over HTTP: the Event API, callbacks, and a caller of skills."""
