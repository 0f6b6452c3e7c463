/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import jakarta.mail.Address;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads and shows addresses of people, by the rules of RFC 5322. */
final class Addresses {

    private Addresses() {}

    /**
     * Reads addresses: one text with commas between them, or a list of such texts.
     *
     * @throws AddressException when one is none, or holds a line break
     */
    static List<InternetAddress> all(Object given) throws AddressException {
        List<InternetAddress> addresses = new ArrayList<>();
        Collection<?> texts = given instanceof Collection<?> several ? several : List.of(given);
        for (Object text : texts) {
            if (!(text instanceof CharSequence)) {
                throw new AddressException("Expected text, or a list of texts");
            }
            addresses.addAll(parsed(text.toString()));
        }
        return addresses;
    }

    /** @throws AddressException when it is none, or several */
    static InternetAddress one(String text) throws AddressException {
        List<InternetAddress> addresses = parsed(text);
        if (addresses.size() != 1) {
            throw new AddressException("Expected one address", text);
        }
        return addresses.get(0);
    }

    private static List<InternetAddress> parsed(String text) throws AddressException {
        if (text.chars().anyMatch(Character::isISOControl)) {
            // RFC 5322 folds long lines; in a single address a line break is only ever the beginning of a forged
            // header.
            throw new AddressException("It holds a line break or another control character");
        }
        List<InternetAddress> addresses = new ArrayList<>();
        for (InternetAddress address : InternetAddress.parse(text, true)) {
            address.validate();
            requireWhole(address);
            addresses.add(named(address));
        }
        return addresses;
    }

    private static void requireWhole(InternetAddress address) throws AddressException {
        String plain = address.getAddress();
        if (address.isGroup() || plain.indexOf('@') < 1) {
            throw new AddressException("Expected a name and a domain with '@' between them", plain);
        }
        if (!plain.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new AddressException("Expected ASCII; write the domain in Punycode", plain);
        }
    }

    /** The library reads a name as bytes that are encoded already; a name in any letters is encoded here. */
    private static InternetAddress named(InternetAddress address) throws AddressException {
        String name = address.getPersonal();
        if (name != null) {
            try {
                address.setPersonal(name, StandardCharsets.UTF_8.name());
            } catch (UnsupportedEncodingException e) {
                throw new AddressException("Its name cannot be encoded: " + e.getMessage());
            }
        }
        return address;
    }

    /** Addresses as people read them: {@code Ada <ada@example.com>}. */
    static List<String> shown(Address[] addresses) {
        List<String> shown = new ArrayList<>();
        if (addresses != null) {
            for (Address address : addresses) {
                shown.add(address instanceof InternetAddress known ? known.toUnicodeString() : address.toString());
            }
        }
        return shown;
    }

    /** Addresses without names. */
    static List<String> plain(Address[] addresses) {
        List<String> plain = new ArrayList<>();
        if (addresses != null) {
            for (Address address : addresses) {
                plain.add(address instanceof InternetAddress known ? known.getAddress() : address.toString());
            }
        }
        return plain;
    }
}
