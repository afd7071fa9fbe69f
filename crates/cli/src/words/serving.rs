//! What `inkseal kiosk` and `inkseal demo` say, line by line.

use crate::browser::NoBrowser;
use crate::kiosk::NotServed;
use inkseal_serve::ServeError;

/// Where the kiosk is.
pub fn kiosk(address: &str) -> Vec<String> {
    vec![format!("The kiosk is at {address}  (stop with Ctrl+C)")]
}

/// Where it can be tried, and what that is worth.
pub fn demo(address: &str) -> Vec<String> {
    vec![
        format!("To try Inkseal, open {address} and press \"Try it\"  (stop with Ctrl+C)"),
        "Nothing in it is evidence. Set no kiosk up there: the address is another one each time, and what was kept at it is not found again."
            .to_owned(),
    ]
}

/// Why nothing is served, and what to do.
pub fn not_served(why: &NotServed) -> Vec<String> {
    match why {
        NotServed::NothingCarried => vec![
            "This program carries no kiosk: it was built without one.".to_owned(),
            "Use a released inkseal, or build one that carries it: cargo xtask binary".to_owned(),
        ],
        NotServed::Port(ServeError::Taken { port: 0 }) => {
            vec!["No port of 127.0.0.1 is free.".to_owned(), "End some programs, and start this one again.".to_owned()]
        }
        NotServed::Port(ServeError::Taken { port }) => vec![
            format!("Port {port} of 127.0.0.1 is taken, so the kiosk was not started."),
            "Most likely it is running already: go on in its window. If another program has the port, end that program and start the kiosk \
             again; do not open the address meanwhile."
                .to_owned(),
            "The kiosk uses no other port, because its records belong to this address.".to_owned(),
        ],
        NotServed::Port(ServeError::Refused { port: 0, error }) => {
            vec![format!("The system gives no port of 127.0.0.1: {error}."), ASK.to_owned()]
        }
        NotServed::Port(ServeError::Refused { port, error }) => {
            vec![format!("The system does not give port {port} of 127.0.0.1: {error}."), ASK.to_owned()]
        }
    }
}

const ASK: &str = "Start it again; if that does not help, ask whoever looks after this computer.";

/// That the browser has to be opened by hand.
pub fn not_opened(why: &NoBrowser) -> String {
    let why = match why {
        NoBrowser::NotStarted { program, error } => format!("{program}: {error}"),
        NoBrowser::Failed { program } => format!("{program} failed"),
    };
    format!("No browser was opened ({why}). Open one yourself and type the address above.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_served_is_said_with_its_address_and_what_is_tried_is_called_no_evidence() {
        let address = "http://127.0.0.1:1/";
        assert_eq!(kiosk(address), ["The kiosk is at http://127.0.0.1:1/  (stop with Ctrl+C)"]);
        assert!(demo(address)[0].contains(address) && demo(address)[1].starts_with("Nothing in it is evidence."));
    }

    #[test]
    fn a_taken_port_is_said_by_its_number_with_what_to_do() {
        let said = not_served(&NotServed::Port(ServeError::Taken { port: 29417 }));
        assert_eq!(said[0], "Port 29417 of 127.0.0.1 is taken, so the kiosk was not started.");
        assert!(said[1].contains("go on in its window") && said[2].contains("no other port"));
    }
}
