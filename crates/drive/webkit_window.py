#!/usr/bin/python3
"""A WebKitGTK window that WebDriver may steer and that keeps its data in a folder."""

import itertools
import os
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402


def option(name):
    return next(arg.split("=", 1)[1] for arg in sys.argv if arg.startswith(f"--{name}="))


profile, downloads = option("profile"), option("downloads")
if option("private") == "1":
    manager = WebKit2.WebsiteDataManager.new_ephemeral()
else:
    manager = WebKit2.WebsiteDataManager(base_data_directory=f"{profile}/data", base_cache_directory=f"{profile}/cache")
context = WebKit2.WebContext(website_data_manager=manager)
context.set_automation_allowed(True)


def web_view(_session):
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    view.get_settings().set_enable_html5_local_storage(option("storage") == "1")
    view.connect("print", lambda *_: True)  # nobody is there to answer a print dialogue
    view.connect("web-process-terminated", lambda _, reason: print(f"the page's process: {reason}", file=sys.stderr))
    window = Gtk.Window()
    window.set_default_size(768, 1024)
    window.add(view)
    window.show_all()
    view.connect("close", lambda _: window.destroy())
    return view


def automation_started(_context, session):
    session.connect("create-web-view", web_view)


numbers = itertools.count(1)


def download_started(_context, download):
    """As other browsers do it: a file has its name once all of it is there, and none is written over."""
    part = f"{downloads}/{next(numbers)}.part"
    named = []

    def decide(download, name):
        named.append(name)
        download.set_destination(f"file://{part}")
        return True

    def finished(_download):
        if named and os.path.exists(part):
            stem, dot, ending = named[0].partition(".")
            names = (f"{stem}{n}{dot}{ending}" for n in ["", *(f" ({i})" for i in range(1, 100))])
            os.rename(part, next(path for path in (f"{downloads}/{n}" for n in names) if not os.path.exists(path)))

    download.connect("decide-destination", decide)
    download.connect("failed", lambda *_: named.clear())
    download.connect("finished", finished)


context.connect("automation-started", automation_started)
context.connect("download-started", download_started)
Gtk.main()
