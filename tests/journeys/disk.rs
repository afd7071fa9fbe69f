//! The disk itself is full, for every program on it.

use crate::faults::names;
use crate::{Engine, Journey};
use drive::{Browser, Failure, Kiosk, kiosk};
use inkseal_domain::verdict::{Standing, verify};
use serde_json::json;
use xtask::server;

/// How a visit that leaves a name can go on while there is no room.
const WENT_ON: &str = "const text = document.body.innerText.replace(/\\s+/g, ' '); \
    return [...arguments].find((words) => text.includes(words)) ?? false";

/// What stands on the screen of several things that may.
async fn which(kiosk: &Kiosk, words: &[&'static str]) -> Result<String, Failure> {
    let args = words.iter().map(|words| json!(words)).collect();
    let found = kiosk.browser.until("one of several screens", WENT_ON, args).await?;
    Ok(found.as_str().unwrap_or_default().to_owned())
}

/// Somebody asks for paper, as fast as one can. The words that stopped them; `None` when they read "Recorded".
async fn ask_for_paper(kiosk: &Kiosk, name: &str) -> Result<Option<String>, Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.common.language).await?;
    let begun = which(kiosk, &[t.name.title, t.unavailable.title]).await?;
    if begun != t.name.title {
        return Ok(Some(b.text().await?));
    }
    b.type_into("name", name).await?;
    b.press(t.common.go_on).await?;
    b.press(t.exits.paper).await?;
    b.press(t.exit.paper_keep).await?;
    let ended = which(kiosk, &[t.recorded.code, t.blocked.fact]).await?;
    if ended != t.recorded.code {
        return Ok(Some(ended));
    }
    Ok(None)
}

pub async fn on_a_full_disk_nobody_recorded_is_lost_and_the_signer_reads_why(engine: Engine) -> Journey {
    let server = server::serve(&kiosk::folder(), 0)?;
    let browser = Browser::start_on_a_small_disk(engine).await?;
    browser.resize(768, 1024).await?;
    browser.open(&server.address()).await?;
    let mut kiosk = Kiosk { browser, server, text: inkseal::text::text("en") };
    let passphrase = kiosk.do_set_up().await?.passphrase;
    kiosk.lock().await?;
    let mut recorded = vec![];
    for name in ["Ana Sample", "Ben Sample"] {
        assert_eq!(ask_for_paper(&kiosk, name).await?, None);
        kiosk.hand_over().await?;
        recorded.push(name.to_owned());
    }

    kiosk.browser.small_disk()?.fill()?;
    // Engines have room of their own in files that they have already; some time it ends.
    let stopped = loop {
        let name = format!("Sample Person {}", recorded.len());
        match ask_for_paper(&kiosk, &name).await? {
            None => {
                kiosk.hand_over().await?;
                recorded.push(name);
            }
            Some(words) => break words,
        }
        assert!(recorded.len() < 200, "the disk is full, and nobody is told");
    };
    println!("{}: {} recorded, then: {}", engine.name(), recorded.len(), stopped.replace('\n', " "));

    kiosk.browser.cut()?;
    kiosk.browser.small_disk()?.empty()?;
    kiosk.browser.start_again().await?;
    kiosk.browser.open(&kiosk.server.address()).await?;
    kiosk.browser.see(kiosk.text.welcome.lead).await?;
    assert_eq!(ask_for_paper(&kiosk, "Zoe Sample").await?, None);
    kiosk.hand_over().await?;
    recorded.push("Zoe Sample".to_owned());
    kiosk.unlock(&passphrase).await?;
    let file = kiosk.export().await?;
    let report = verify(&std::fs::read(file).map_err(|error| error.to_string())?, &[]);
    assert_eq!((report.standing, &report.faults[..]), (Standing::OfficeUnconfirmed, &[][..]));
    assert_eq!(names(&report), recorded);
    Ok(())
}
