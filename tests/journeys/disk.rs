//! The disk itself is full, for every program on it.

use crate::faults::names;
use crate::{Engine, Journey};
use drive::{Browser, Failure, Kiosk, kiosk};
use inkseal_domain::verdict::{Standing, verify};
use serde_json::{Value, json};
use xtask::server;

/// Which of several texts stands on the screen.
const WHICH: &str = "const text = document.body.innerText.replace(/\\s+/g, ' '); \
    return [...arguments].find((words) => text.includes(words)) ?? false";

/// Waits for one of several screens, by a text of each.
async fn which(kiosk: &Kiosk, words: &[&'static str]) -> Result<Value, Failure> {
    kiosk.browser.until("one of several screens", WHICH, words.iter().map(|words| json!(words)).collect()).await
}

/// How a visit ended.
#[derive(Debug, PartialEq)]
enum End {
    Recorded,
    NotSaved,
    /// It did not begin.
    Refused(String),
}

/// Somebody asks for paper, the shortest visit that leaves a name; at its last screen the disk may fill.
async fn ask_for_paper(kiosk: &Kiosk, name: &str, fills: bool) -> Result<End, Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.common.language).await?;
    if which(kiosk, &[t.name.title, t.unavailable.title]).await? == t.unavailable.title {
        return Ok(End::Refused(b.text().await?));
    }
    b.type_into("name", name).await?;
    b.press(t.common.go_on).await?;
    b.press(t.exits.paper).await?;
    b.see(t.exit.who).await?;
    if fills {
        b.small_disk()?.fill()?;
    }
    b.press(t.exit.paper_keep).await?;
    let recorded = which(kiosk, &[t.recorded.code, t.blocked.fact]).await? == t.recorded.code;
    Ok(if recorded { End::Recorded } else { End::NotSaved })
}

pub async fn on_a_full_disk_nobody_recorded_is_lost_and_the_signer_reads_why(engine: Engine) -> Journey {
    a_full_disk(engine, false).await
}

pub async fn once_a_full_disk_has_room_the_same_try_records(engine: Engine) -> Journey {
    a_full_disk(engine, true).await
}

/// The disk fills in mid-visit and has room again; whoever was not saved tries again, or the page is loaded again.
async fn a_full_disk(engine: Engine, tries_again: bool) -> Journey {
    let server = server::serve(&kiosk::folder(), 0)?;
    let browser = Browser::start_on_a_small_disk(engine).await?;
    browser.resize(768, 1024).await?;
    browser.open(&server.address()).await?;
    let mut kiosk = Kiosk { browser, server, text: inkseal::text::text("en") };
    let passphrase = kiosk.do_set_up().await?.passphrase;
    kiosk.lock().await?;
    let mut recorded = vec!["Ana Sample".to_owned()];
    assert_eq!(ask_for_paper(&kiosk, &recorded[0], false).await?, End::Recorded);
    kiosk.hand_over().await?;

    // Engines have room of their own in files that they have already; some time it ends.
    let (last, end) = loop {
        let name = format!("Sample Person {}", recorded.len());
        match ask_for_paper(&kiosk, &name, recorded.len() == 1).await? {
            End::Recorded => kiosk.hand_over().await?,
            end => break (name, end),
        }
        recorded.push(name);
        assert!(recorded.len() < 200, "the disk is full, and nobody is told");
    };
    let t = kiosk.text;
    kiosk.browser.small_disk()?.empty()?;
    match end {
        End::NotSaved if tries_again => {
            kiosk.browser.press(t.blocked.retry).await?;
            kiosk.browser.see(t.recorded.code).await?;
            kiosk.hand_over().await?;
            recorded.push(last.clone());
        }
        End::NotSaved => {
            kiosk.browser.press(t.blocked.give_up).await?;
            kiosk.browser.press(t.blocked.leave).await?;
            kiosk.browser.see(t.welcome.lead).await?;
        }
        End::Refused(words) => {
            assert!([t.unavailable.full, t.unavailable.no_reason].iter().any(|why| words.contains(why)), "{words}");
        }
        End::Recorded => unreachable!("the loop goes on after a record"),
    }
    if !tries_again {
        kiosk.browser.reload().await?;
        kiosk.browser.see(t.welcome.lead).await?;
    }

    // Twice: what was written behind a torn entry of a log is lost only at the start after.
    for name in ["Yann Sample", "Zoe Sample"] {
        kiosk.browser.restart().await?;
        kiosk.browser.open(&kiosk.server.address()).await?;
        kiosk.browser.see(t.welcome.lead).await?;
        assert_eq!(ask_for_paper(&kiosk, name, false).await?, End::Recorded);
        kiosk.hand_over().await?;
        recorded.push(name.to_owned());
    }
    kiosk.unlock(&passphrase).await?;
    let file = kiosk.export().await?;
    let report = verify(&std::fs::read(file).map_err(|error| error.to_string())?, &[]);
    assert_eq!((report.standing, &report.faults[..]), (Standing::OfficeUnconfirmed, &[][..]));
    let (told, others): (Vec<String>, Vec<String>) =
        names(&report).into_iter().partition(|name| recorded.contains(name));
    assert_eq!(told, recorded);
    // What was called "not saved" when the disk was full may have reached it all the same.
    assert!(others.is_empty() || others == [last], "{others:?}");
    Ok(())
}

pub async fn what_a_power_cut_tore_at_the_end_of_the_engines_log_loses_nobody(engine: Engine) -> Journey {
    let (mut kiosk, passphrase) = Kiosk::in_service(engine).await?;
    let mut recorded = Vec::new();
    // Chromium goes on behind a torn entry, and deletes its whole database at the start after.
    for name in ["Ana Sample", "Ben Sample", "Cleo Sample"] {
        assert_eq!(ask_for_paper(&kiosk, name, false).await?, End::Recorded);
        recorded.push(name.to_owned());
        kiosk.browser.cut()?;
        kiosk.browser.tear_the_log()?;
        kiosk.browser.start_again().await?;
        kiosk.browser.open(&kiosk.server.address()).await?;
        kiosk.browser.see(kiosk.text.welcome.lead).await?;
    }
    kiosk.unlock(&passphrase).await?;
    let file = kiosk.export().await?;
    let report = verify(&std::fs::read(file).map_err(|error| error.to_string())?, &[]);
    assert_eq!((report.standing, &report.faults[..]), (Standing::OfficeUnconfirmed, &[][..]));
    assert_eq!(names(&report), recorded);
    Ok(())
}
