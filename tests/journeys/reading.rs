//! Whatever way somebody reads: all of the agreement has been on a screen before they can sign it.

use crate::{Engine, Journey};
use drive::{Failure, Kiosk};
use inkseal::text::fill;
use inkseal_domain::flow::Way;

/// The agreement as its issuer wrote it, a paragraph a line.
const SOURCE: &str = include_str!("../../crates/domain/tests/fixtures/agreement.txt");

/// The text of a screen, with the numbers that its lists show. What has no box of its own (`display: contents`) counts as its parts do.
const SHOWN: &str = "const shown = document.querySelector('main'); \
    shown.querySelectorAll('*').forEach((e) => e.toggleAttribute('data-unseen', getComputedStyle(e).display !== 'contents' && !e.checkVisibility({ visibilityProperty: true, opacityProperty: true }))); \
    const main = shown.cloneNode(true); main.querySelectorAll('[data-unseen]').forEach((unseen) => unseen.remove()); \
    main.querySelectorAll('li[value]').forEach((item) => item.prepend(`${item.value}. `)); return main.textContent";

async fn on_the_screen(kiosk: &Kiosk) -> Result<String, Failure> {
    let text = kiosk.browser.js(SHOWN, vec![]).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

/// From the agreement's opening to the signature: the text of every screen.
async fn read_through(kiosk: &Kiosk, way: Way) -> Result<String, Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    let mut seen = on_the_screen(kiosk).await?;
    match way {
        Way::Whole => {
            b.press(t.opening.whole).await?;
            b.see(&fill(t.section.left, &[("n", "6")])).await?;
            seen += &on_the_screen(kiosk).await?;
            b.js("document.querySelectorAll('main section button').forEach((button) => button.click())", vec![])
                .await?;
            b.see(t.section.all_confirmed).await?;
            b.press(t.common.go_on).await?;
        }
        Way::Sections => {
            b.press(t.opening.sections).await?;
            for n in 1..=6 {
                b.see(&fill(t.section.progress, &[("n", &n.to_string()), ("of", "6")])).await?;
                seen += &on_the_screen(kiosk).await?;
                b.press(t.section.confirm).await?;
            }
        }
    }
    b.see(t.reference.kicker).await?;
    b.press(t.reference.have).await?;
    b.see(t.sign.check).await?;
    Ok(seen + &on_the_screen(kiosk).await?)
}

pub async fn every_paragraph_is_on_a_screen_before_the_signature_however_one_reads(engine: Engine) -> Journey {
    let kiosk = Kiosk::practise(engine).await?;
    for way in [Way::Sections, Way::Whole] {
        kiosk.begin("Ana Sample").await?;
        let seen = read_through(&kiosk, way).await?;
        // What is written on paper lines stands beside a field of its own here.
        let paragraphs =
            SOURCE.lines().map(|line| line.trim_end_matches([' ', '_', ':'])).filter(|line| !line.is_empty());
        let missing: Vec<&str> = paragraphs.filter(|paragraph| !seen.contains(paragraph)).collect();
        assert_eq!(missing, [""; 0], "{way:?}");
        kiosk.browser.press(kiosk.text.exits.leave).await?;
        kiosk.browser.press(kiosk.text.exit.leave_keep).await?;
        kiosk.browser.see(kiosk.text.welcome.left).await?;
    }
    Ok(())
}
