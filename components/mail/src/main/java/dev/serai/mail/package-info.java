/**
 * The mail connector. {@link dev.serai.mail.MailConnectorFactory} says what it is and what it can do,
 * {@link dev.serai.mail.MailConnector} lives and dispatches; {@link dev.serai.mail.ServerOpening} opens connections and
 * {@link dev.serai.mail.Connections} keeps them; {@link dev.serai.mail.MessageWriting} makes messages that are sent, {@link
 * dev.serai.mail.MessageReading} takes those apart that came; {@link dev.serai.mail.MailConsumer} starts routes with them,
 * and {@link dev.serai.mail.MailFailures} turns what the library says into a connector's failure.
 *
 * <p>It uses Jakarta Mail itself and not Camel's component on top of it, for three reasons. That component takes all headers
 * of an exchange for headers of a mail, so that whoever writes a message's headers writes the mail's, too. It does not tell
 * whether a server had taken a message when sending failed, which decides whether a call may be repeated. And it reads
 * messages part by part as the server describes them, where a malformed one ends the whole look.
 */
package dev.serai.mail;
