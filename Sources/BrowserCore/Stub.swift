enum StubBrowserCore {}
